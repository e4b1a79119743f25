"""What leaves the house as a whole, and what arrives: one page of a case, a record for another provider, everything."""
