"""Exercises, what was handed in, and quizzes."""
