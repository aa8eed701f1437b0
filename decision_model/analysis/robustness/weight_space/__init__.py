"""The geometry of the weights that are admissible."""
