"""Clause → control → evidence: whether each clause of the published policy is true, live from the records."""
