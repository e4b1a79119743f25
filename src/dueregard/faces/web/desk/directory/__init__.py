"""The directory at the desk: whom to turn to, and keeping it."""
