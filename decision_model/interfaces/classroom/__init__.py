"""Answers of a class, from whatever a teacher has: links, copied entries, chats and mails, sheets of forms, folders.

`read_answers` reads them all into one pile, which says what was understood, what could not be read and where, and what
was taken how. Nothing is guessed in silence, nothing in a file is executed, and names and e-mail addresses are dropped
unless they are asked for.
"""

from decision_model.interfaces.classroom.found import Trouble
from decision_model.interfaces.classroom.pile import Persons, Pile, read_answers
from decision_model.interfaces.classroom.questions import form_questions

__all__ = ["Persons", "Pile", "Trouble", "form_questions", "read_answers"]
