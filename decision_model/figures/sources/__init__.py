"""Pictures of what the answer rests on."""
