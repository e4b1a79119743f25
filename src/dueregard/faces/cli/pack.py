"""`dueregard pack`: judge policy files, and say which requirements of a catalogue they claim."""
