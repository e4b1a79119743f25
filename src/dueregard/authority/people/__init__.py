"""Where people stand: employed, enrolled, placed; since when, at which site, in which population."""
