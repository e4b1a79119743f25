"""Outbox and channels: pointers to records, never their stories. Nothing here knows what it is used for."""
