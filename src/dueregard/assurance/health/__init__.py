"""Whether an installation is fit to keep people safe: what is looked at, how it stands, and what mends it."""
