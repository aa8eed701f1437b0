"""The parts of the ranking and of the claims: rows, their words and marks."""
