"""Pictures of how firm the answer is."""
