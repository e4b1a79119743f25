"""Liaison: the bodies outside with whom a provider works, when somebody was last in touch, and what came of it.

Nothing here is about a person. What is told to a body about somebody is shared from their record, and logged there.
"""
