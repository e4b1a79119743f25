"""What may be chosen, worked out without a database."""
