"""What handlers do about support. Each operation is one turn, with its audit entry inside."""
