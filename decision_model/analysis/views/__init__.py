"""Who sees it otherwise, and what if."""
