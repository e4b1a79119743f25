"""What is being drafted, how it is signed, and when policies were looked at."""
