"""Pure rules of readings: how they are written, and where two of them differ."""
