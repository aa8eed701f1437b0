"""The verbs: each takes a model and gives a frozen result; `registry` finds them by their files."""
