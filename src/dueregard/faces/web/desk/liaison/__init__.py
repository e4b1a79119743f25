"""Those outside with whom we work, on the desk: when somebody was last in touch with each, and what came of it."""
