"""Solving: one sweep over a compiled model, and what follows from a policy."""
