"""Who must have learnt, read and been checked what, who has, and what may not happen before."""
