"""The provider, its sites and its nation, and the one function that enters a provider's scope."""
