"""What left and what arrived."""
