"""A scenario of ours as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from decision_model.interchange.draft import Draft, ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader


def recognises(file: ForeignFile) -> bool:
    """JSON that says it is a scenario."""
    return file.head.lstrip().startswith("{") and '"decision_model"' in file.text


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:  # noqa: ARG001 - one signature for all
    """The scenario as it is."""
    file = files[0]
    try:
        data = json.loads(file.text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise file.refused(
            "this JSON breaks off or is not well formed here.", "Was it cut?", line, "not-json"
        ) from None
    return Draft(data, file)


READER = Reader("json", "JSON of decision_model", (".json",), recognises, read, order=10)
