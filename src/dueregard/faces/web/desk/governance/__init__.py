"""A policy's life on the desk: drafts, signing, publication, editions, reviews."""
