"""One package for each conversation people have."""
