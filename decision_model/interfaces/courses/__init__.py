"""The doors of courses: exercises made and graded, and quizzes."""
