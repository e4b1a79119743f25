"""The policy language: grammar, gate, kinds, editions."""
