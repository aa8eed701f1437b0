"""Ranges that come from another tool, kept where the scenario makes sense all over them."""

from __future__ import annotations

from dataclasses import replace

from decision_model.errors import ScenarioError
from decision_model.interchange.draft import Draft, Remark
from decision_model.scenario import parse
from decision_model.scenario.emitter import emit


def with_sound_ranges(draft: Draft) -> Draft:
    """The draft without ranges of parameters over which the scenario would not hold together."""
    parameters = draft.data.get("parameters", {})
    ranged = [name for name, entry in parameters.items() if "range" in entry]
    if not ranged or _holds(draft):
        return draft
    narrow = {name: {key: entry[key] for key in entry if key != "range"} for name, entry in parameters.items()}
    plain = replace(draft, data={**draft.data, "parameters": narrow})
    if not _holds(plain):
        return draft
    kept, remarks = dict(narrow), list(draft.remarks)
    for name in ranged:
        if _holds(replace(draft, data={**draft.data, "parameters": {**kept, name: parameters[name]}})):
            kept[name] = parameters[name]
        else:
            low, high = parameters[name]["range"]
            message = f"the range of '{name}', {low:g} to {high:g}, is left out: the model makes no sense all over it"
            remarks.append(Remark("lost", message, draft.line(("parameters", name))))
    return replace(draft, data={**draft.data, "parameters": kept}, remarks=tuple(remarks))


def _holds(draft: Draft) -> bool:
    try:
        parse(emit(draft.data), draft.file.stem)
    except ScenarioError:
        return False
    return True
