"""Support: what was agreed with somebody, in their words; who offers what; when it is looked at again; what changed."""
