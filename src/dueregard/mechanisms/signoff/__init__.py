"""Signing off: who says what to which step of a matter, bound to exactly the text they read.

Nothing here knows what is signed off: a policy, a speaker, a payment.
"""
