"""Pictures of chance, information and time."""
