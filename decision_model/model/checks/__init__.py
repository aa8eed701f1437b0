"""What must hold of every model, a file a subject."""
