"""Decision trees of other tools: the tree that readers fill, its scenario, and a scenario as such a tree."""
