"""How a policy file is cut up: its bytes, its front matter, its clauses and the control blocks under them."""
