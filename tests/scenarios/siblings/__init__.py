"""The cases beside Berlin: where each statement of their papers is said, and which number would break it."""
