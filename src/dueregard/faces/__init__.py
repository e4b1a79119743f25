"""Faces translate between people or machines and the operations below; they never decide."""
