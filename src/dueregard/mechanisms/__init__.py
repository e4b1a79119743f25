"""Mechanisms that do not know what they are used for."""
