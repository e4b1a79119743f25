"""The six value types every kind of control is written with: figure, time, who, when, steps, effect."""
