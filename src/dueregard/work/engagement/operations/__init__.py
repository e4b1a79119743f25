"""What people do about learners who do not take part. Each operation is one turn, with its audit entry inside."""
