"""Pure rules of what leaves and arrives."""
