"""Documents as people have them: a policy taken over from Word or from pasted words."""
