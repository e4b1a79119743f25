"""What a file is, and how it stands. Pure."""
