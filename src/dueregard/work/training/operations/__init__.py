"""Recording what was done, exempting, adopting editions, passing gates."""
