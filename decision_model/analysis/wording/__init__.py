"""Plans, shares and lists in words."""
