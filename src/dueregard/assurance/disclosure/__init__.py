"""What somebody gets to see of what is held of them: each thing weighed by a person, the copy, and how a matter
ended."""
