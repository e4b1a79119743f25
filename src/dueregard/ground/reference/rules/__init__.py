"""Judgements over outside facts that need no database: bank holidays, and whether a helpline is open."""
