"""What the numbers of a model rest on, in one sentence that every door says."""

from __future__ import annotations

from decision_model.model.number_index import stated
from decision_model.model.record import Record


def grounds(model: Record) -> str:
    """'No number comes from a source; for 8 of 37 a source gives the direction', without a full stop.

    Empty where no number had to be chosen.
    """
    numbers = list(stated(model))
    bases = [each.number.basis for each in numbers if each.has_source or each.number.basis == "elicited"]
    sourced, directed, asked = (bases.count(basis) for basis in ("source", "ordinal", "elicited"))
    count = len(numbers)
    if not count:
        return ""
    if sourced == count:
        return "Every number has a source"
    if not bases:
        return f"All {count} numbers are assumptions" if count > 1 else "Its one number is an assumption"
    first = f"{sourced} of {count} numbers {'comes' if sourced == 1 else 'come'} from a source"
    parts = [first if sourced else "No number comes from a source"]
    if directed:
        parts.append(f"for {directed}{'' if sourced else f' of {count}'} a source gives the direction")
    if asked:
        parts.append(f"{asked} {'is' if asked == 1 else 'are'} somebody's judgement")
    return "; ".join(parts)
