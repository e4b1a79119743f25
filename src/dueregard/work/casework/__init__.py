"""Concerns, cases, referrals, receipts and messages: the main job of the house."""
