"""A room in which a class weighs a decision together: phones answer, and all see what comes of it once revealed."""
