"""What clocks do: keep calendars, keep obligations in step with what is owed, and announce what is reached."""
