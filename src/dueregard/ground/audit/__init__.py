"""The ledger: an append-only hash chain per provider and stream, its turn, its verification and its signed heads."""
