"""What a class makes of a decision: everybody's own weights, each put through the model, side by side."""
