"""Clocks: what a length of time comes to, which days and hours count, who owes what by when, and who is told before.

Nothing here knows what it is used for.
"""
