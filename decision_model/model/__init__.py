"""The nouns: decisions, events, considerations, tables, numbers, and the frozen model that holds them."""

from decision_model.model.considerations import (
    Consideration,
    Interaction,
    Scale,
    adjusted,
    consideration,
    interaction,
)
from decision_model.model.continuous_events import continuous_event
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.formulas import Draws, FormulaError
from decision_model.model.grids import chance_table, score_table
from decision_model.model.judgements import WeightJudgement, judgement
from decision_model.model.number_index import Addressed
from decision_model.model.numbers import (
    Basis,
    Citation,
    Distribution,
    Number,
    NumberLike,
    Parameter,
    Source,
    citations,
    number,
)
from decision_model.model.steps import Decision, Event, Option, Outcome, Step, decision, event
from decision_model.model.tables import Adjusted, Chance, Condition, Rule, RuleTable, chance, condition
from decision_model.model.variations import Claim, Expectation, Perspective, WhatIf

__all__ = [
    "Addressed",
    "Adjusted",
    "Basis",
    "Chance",
    "Citation",
    "Claim",
    "Condition",
    "Consideration",
    "Decision",
    "DecisionModel",
    "Distribution",
    "Draws",
    "Event",
    "Expectation",
    "FormulaError",
    "Interaction",
    "Number",
    "NumberLike",
    "Option",
    "Outcome",
    "Parameter",
    "Perspective",
    "Rule",
    "RuleTable",
    "Scale",
    "Source",
    "Step",
    "WeightJudgement",
    "WhatIf",
    "adjusted",
    "chance",
    "chance_table",
    "citations",
    "condition",
    "consideration",
    "continuous_event",
    "decision",
    "decision_model",
    "event",
    "interaction",
    "judgement",
    "number",
    "score_table",
]
