"""A policy's life: drafted, signed, published, reviewed, and replaced by the next edition."""
