"""Pure decisions about what somebody gets to see."""
