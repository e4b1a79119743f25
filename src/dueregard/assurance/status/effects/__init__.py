"""What a text of a policy would do, before anybody signs it."""
