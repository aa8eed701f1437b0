"""What the answer rests on."""
