"""Backups: one consistent snapshot of the database while people write, encrypted, and put back into an empty place.

A backup never holds the master key: whoever takes one home reads no words of it without the recovery sheet.
"""
