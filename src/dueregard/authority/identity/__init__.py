"""Account → membership → person and organisation: who signs in, and whom a provider knows."""
