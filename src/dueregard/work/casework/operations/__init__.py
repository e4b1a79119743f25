"""What can be done in casework. Each function takes its provider's turn, loads, asks the rules, writes and records."""
