"""The rules of casework: pure functions over facts. No database, no clock, no randomness."""
