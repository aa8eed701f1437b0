"""The parts of the influence diagram: layers, layout, words and marks."""
