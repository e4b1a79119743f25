"""What people answer and what somebody decides because of it. Each operation is one turn."""
