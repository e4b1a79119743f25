"""How long records are kept: what falls due, what is held, and how a record goes."""
