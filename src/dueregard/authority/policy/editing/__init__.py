"""Changing one part of a policy file so that every other byte of it stays: for people who never see the file."""
