"""The surface for whoever reports: short, kind, without an account, and told the truth about who will read it."""
