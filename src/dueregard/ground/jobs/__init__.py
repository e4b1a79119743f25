"""Background work: that it runs, and when it last did."""
