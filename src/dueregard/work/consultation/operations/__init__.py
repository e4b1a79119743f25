"""What people do about talks. Each operation is one turn, with its audit entry inside."""
