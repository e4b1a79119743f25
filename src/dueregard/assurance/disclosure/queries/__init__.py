"""What was put up to be weighed, and what became of it."""
