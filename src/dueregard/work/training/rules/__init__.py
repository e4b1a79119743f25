"""Pure rules of training: what counts today, and by when something is owed."""
