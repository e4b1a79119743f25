"""Pages on which people write a policy: its words in plain boxes, its checks as forms, a Word file taken over."""
