"""Pictures of who sees it otherwise, and what if."""
