"""Pictures of what is best, and why."""
