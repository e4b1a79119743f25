"""Consultation: somebody talks a worry through before they report anything, and a note is kept of it.

A note needs nobody it is about and is read by whoever wrote it alone. When the worry is one to act on, it becomes a
concern like any other, which says when it was talked of and when it came in.
"""
