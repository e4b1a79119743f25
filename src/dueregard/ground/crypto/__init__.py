"""Keys, envelopes, encrypted fields and their destruction.

Master key outside the data folder → a key per provider → a key per what is disposed of together.
Destroying the last one
disposes of everything under it; nothing else needs to be found or rewritten.
"""
