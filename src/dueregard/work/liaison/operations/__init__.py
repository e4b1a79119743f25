"""What people write down of liaison. Each operation is one turn, with its audit entry inside."""
