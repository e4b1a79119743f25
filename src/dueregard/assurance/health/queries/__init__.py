"""What the judgements are made of, gathered from machine, records and people; and the lines that come of it."""
