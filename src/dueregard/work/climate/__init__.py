"""Climate: whether learners and staff feel safe here and know whom to turn to, asked of nobody by name.

What is kept is a tally. Figures appear only in batches of so many people that no two looks tell what one of them said.
"""
