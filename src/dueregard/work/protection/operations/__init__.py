"""What people do about threats against whoever spoke up. Each operation is one turn, with its audit entry inside."""
