"""What leaves and arrives, each written down."""
