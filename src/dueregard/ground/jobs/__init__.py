"""Leased jobs, and occasions: "this happened", raised below and acted on above."""
