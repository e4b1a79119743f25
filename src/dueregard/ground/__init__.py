"""The ground floor: rooms that know no word of safeguarding."""
