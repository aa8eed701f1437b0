"""What every result has to fulfil: it says itself once, in whole sentences, and each door shows that."""

from __future__ import annotations

import re
from html import escape

from decision_model import figures
from decision_model.analysis.result import Result
from decision_model.analysis.sources.numbers import Numbers
from decision_model.interchange.markdown_tables import as_markdown, escaped
from decision_model.interfaces.formats import as_data

KEY = re.compile(r"[a-z][a-z_0-9]*(\.[^\s]+)?")
QUOTED = re.compile(r"‘[^’]*’")
SINGLE = re.compile(r"\b1 (options|numbers|rivals|others|draws|cases|outcomes)\b")


def assert_says_itself_once(result: Result) -> str:
    """All that a result says, once its headline has been found at the head of every place."""
    headline = result.statement.headline
    assert headline
    assert not headline.endswith(".")
    assert repr(result).startswith(headline)
    assert result._repr_html_().startswith(f"<p>{escape(headline)}</p>")
    assert as_markdown(result).startswith(escaped(headline))
    assert as_data(result)["answer"] == headline
    keys = [column.key for column in result.columns]
    assert len(set(keys)) == len(keys)
    assert all(KEY.fullmatch(key) for key in keys)
    assert all(len(list(row)) == len(keys) for row in result.rows())
    said = " ".join(result.statement.sentences)
    if not isinstance(result, Numbers):
        words = figures.picture(result).words
        assert words.title == headline
        said = " ".join((said, words.subtitle, words.description))
    without_names = QUOTED.sub("‘’", said)
    assert not re.search(r"\b(nan|inf)\b|(?<!\w)-\d|-0\b| \.|\.\.", without_names), said
    assert not SINGLE.search(without_names), said
    if not result.model.total_rule.has_weights:
        assert "of 100" not in without_names
        assert result.model.unit == "points" or " points" not in without_names
    return said
