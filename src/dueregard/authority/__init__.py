"""Who, and by what authority."""
