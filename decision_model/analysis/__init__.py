"""The verbs: each takes a model and gives a frozen result."""

from decision_model.analysis.choice.rank import Ranked, Ranking, rank
from decision_model.analysis.choice.solve import Choice, Solution, solve
from decision_model.analysis.choice.tree import Branch, DecisionTree, Node, tree
from decision_model.analysis.combinations import Combination, Excluded, combinations, totals
from decision_model.analysis.result import Result

__all__ = [
    "Branch",
    "Choice",
    "Combination",
    "DecisionTree",
    "Excluded",
    "Node",
    "Ranked",
    "Ranking",
    "Result",
    "Solution",
    "combinations",
    "rank",
    "solve",
    "totals",
    "tree",
]
