"""Numbers on the move: how far each goes, what follows it, and where what is best changes."""
