"""Looks across everything below, and changes nothing."""
