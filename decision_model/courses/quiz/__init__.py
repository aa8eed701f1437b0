"""Quizzes: a bank of questions about a scenario, for Moodle and for text2qti."""

from decision_model.courses.quiz.bank import Quiz, quiz
from decision_model.courses.quiz.moodle import moodle
from decision_model.courses.quiz.text2qti import text2qti

__all__ = ["Quiz", "moodle", "quiz", "text2qti"]
