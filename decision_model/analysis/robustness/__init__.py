"""How firm the answer is."""
