"""Dated facts of the outside world: helplines, guidance editions, thresholds, proclaimed bank holidays.

Each has a source, how sure we are of it, and a day by which somebody looks again. They belong to no provider.
"""
