"""The pages of training: who must have learnt and read what, and how they stand."""
