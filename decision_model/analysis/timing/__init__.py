"""Models in which things are decided or known at another time, and what that gains."""
