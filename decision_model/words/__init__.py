"""How numbers, shares, lists and names are written: nothing else formats a text."""

from decision_model.words.amounts import Amounts, adding_up, common_amounts, with_gap
from decision_model.words.names import quoted
from decision_model.words.numbers import MINUS, NOTHING, amount, amounts_apart, shown, signed
from decision_model.words.percent import percent, percent_values, percents_apart
from decision_model.words.sentences import capital, counted, listed, ordinal, sentence

__all__ = [
    "MINUS",
    "NOTHING",
    "Amounts",
    "adding_up",
    "amount",
    "amounts_apart",
    "capital",
    "common_amounts",
    "counted",
    "listed",
    "ordinal",
    "percent",
    "percent_values",
    "percents_apart",
    "quoted",
    "sentence",
    "shown",
    "signed",
    "with_gap",
]
