"""Putting a record up, weighing what it holds, and giving a copy of it."""
