"""The parts of the decision tree: what is drawn, where it goes, its texts, words and marks."""
