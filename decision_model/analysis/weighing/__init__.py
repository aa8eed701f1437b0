"""The geometry of weights: convex sets of them, draws from them, plans as functions over them."""
