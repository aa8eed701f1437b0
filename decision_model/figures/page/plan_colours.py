"""How plans and combinations of options are told apart: by their option's colour, and by line styles within it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision_model.figures.page.style import Theme, option_colours
from decision_model.model import DecisionModel

Options = Mapping[str, str | None] | None


@dataclass(frozen=True)
class Look:
    """A colour and the place of a line style among those of the same colour."""

    colour: str
    style: int


def looks(model: DecisionModel, compared: Sequence[Options], theme: Theme) -> list[Look]:
    """One look a combination: the colour of its option at the first decision in which they differ.

    Combinations of one colour differ in line style; None (a plan that no combination stands for) is drawn in ink.
    """
    colours = option_colours(model, theme)
    result: list[Look] = []
    for options in compared:
        name = _distinguishing_decision(compared, options)
        colour = theme.colours.ink if options is None or name is None else colours[name, str(options[name])]
        result.append(Look(colour, sum(look.colour == colour for look in result)))
    return result


def _distinguishing_decision(compared: Sequence[Options], options: Options) -> str | None:
    """The first decision in which combinations differ and at which this one chooses."""
    if options is None:
        return None
    present = [option for option in compared if option is not None]
    differ = [name for name in options if len({option.get(name) for option in present}) > 1] or list(options)
    return next((name for name in (*differ, *options) if options[name] is not None), None)
