"""Protection of whoever spoke up: threats against them, what protects them, and what the police make of it.

It lies apart from the record of a concern: under keys of its own, in no list, count or export of concerns, and shown
only to the posts a policy names for it.
"""
