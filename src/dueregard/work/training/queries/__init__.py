"""Who has done what they must, and who has not."""
