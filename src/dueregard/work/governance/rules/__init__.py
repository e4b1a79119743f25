"""How far a draft has come and when a policy is looked at again: pure."""
