"""The demonstration: invented providers and people, and a year told through our own operations under a moving clock."""
