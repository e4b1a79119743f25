"""What has been answered, and what is held."""
