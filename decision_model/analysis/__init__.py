"""The verbs: each takes a model and gives a frozen result."""

from decision_model.analysis.options import Combination, Excluded, combinations, totals
from decision_model.analysis.rank import Ranked, Ranking, rank
from decision_model.analysis.result import Result
from decision_model.analysis.solve import Choice, Solution, solve
from decision_model.analysis.tree import Branch, DecisionTree, Node, tree

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
