"""Arithmetic of time, pure: calendars, measures, pauses, what is owed when, and days without anybody.

Everything counts in London time and answers in UTC.
"""
