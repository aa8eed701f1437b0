"""The doors of courses: exercises, what was handed in, and quizzes."""
