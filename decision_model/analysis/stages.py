"""Which decisions come first (kept only until acceptability and flip use `options.decided_now`)."""

from decision_model.analysis.options import decided_now as first_stage

__all__ = ["first_stage"]
