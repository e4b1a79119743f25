"""What is told of everything together: which figures, for whom, and which are not shown to anybody."""
