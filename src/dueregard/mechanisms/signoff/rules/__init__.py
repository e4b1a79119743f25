"""When a step is met and how a matter stands: pure."""
