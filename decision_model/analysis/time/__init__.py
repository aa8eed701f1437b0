"""Chance, information and time."""
