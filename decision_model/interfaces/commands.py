"""The commands that ask how the answer came about, how firm it is, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from decision_model.interfaces.options import Asked, asking, bounds, names, pairs

COMPARING, FIRMNESS = "Comparing", "How firm is it"
KNOWING, SOURCES = "Chance, information, time", "What the source says"

By = Annotated[
    list[str] | None,
    typer.Option(metavar="NAMES", help="Decisions to combine, with commas; without it, those to be taken now."),
]
Between = Annotated[str | None, typer.Option(metavar="LOW,HIGH", help="The range to look at.", show_default=False)]
Draws = Annotated[int, typer.Option(min=1, help="How many draws.")]
Seed = Annotated[int, typer.Option(min=0, help="The seed of the draws; always used and kept.")]
Ranked = Annotated[
    list[str] | None,
    typer.Option("--order", metavar="NAMES", help="Only weights in this order, most important first; a=b ties."),
]
WithNumbers = Annotated[
    bool, typer.Option("--with-numbers", help="Let all ranged numbers vary too, not the weights alone.")
]


_OTHERS = "Others: {}; `decision-model numbers FILE` lists them all."


def add_to(app: typer.Typer) -> None:
    """Add every analysis to the commands."""
    for panel, commands in _COMMANDS.items():
        for command in commands:
            name = command.__name__.replace("_", "-")
            app.command(name, rich_help_panel=panel)(asking(command))


def _answer(asked: Asked, question: Callable[[Any], Any], note: Callable[[Any], str] | None = None) -> None:
    from decision_model.interfaces.output import answer

    answer(asked, question, note)


def compare(
    asked: Asked,
    perspectives: Annotated[
        list[str] | None, typer.Option(metavar="NAMES", help="Perspectives to set side by side; without it, all.")
    ] = None,
    what_ifs: Annotated[list[str] | None, typer.Option(metavar="NAMES", help="What-ifs to set beside them.")] = None,
    by: By = None,
) -> None:
    """Set perspectives and what-ifs side by side: who prefers what, by how much, and why."""
    from decision_model.analysis.views.compare import compare

    _answer(asked, lambda m: compare(m, names(perspectives) or None, names(what_ifs), by=names(by) or None))


def explain(
    asked: Asked,
    first: Annotated[
        list[str] | None, typer.Option(metavar="NAME=OPTION", help="The combination to explain; without it, the best.")
    ] = None,
    second: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=OPTION", help="What to hold against it; without it, the next best."),
    ] = None,
) -> None:
    """Say why one combination beats another: what speaks for it, what against, which events matter."""
    from decision_model.analysis.choice.explain import explain

    _answer(asked, lambda m: explain(m, pairs(first, "--first") or None, pairs(second, "--second") or None))


def difference(
    asked: Asked,
    other: Annotated[Path, typer.Option("--other", exists=True, dir_okay=False, help="The other scenario file.")],
    by: By = None,
) -> None:
    """Say what changed between two scenario files, and which change moved the winner and the gap."""
    from decision_model.analysis.views.difference import difference
    from decision_model.scenario import read

    _answer(asked, lambda m: difference(m, read(other), by=names(by) or None))


def one_way(
    asked: Asked,
    number: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A parameter, a weight or any other number; without it, the one that tells most.",
            show_default=False,
        ),
    ] = None,
    between: Between = None,
    by: By = None,
) -> None:
    """Move one number over its range: every option's total, and exactly where the best one changes."""
    from decision_model.analysis.robustness.one_way import one_way
    from decision_model.interfaces.default_questions import telling

    def chosen(found: Any) -> str:
        return f"{found.number.label} ({found.number.address}) tells most. {_OTHERS.format('--number ADDRESS')}"

    _answer(
        asked,
        lambda m: one_way(m, number or telling(m)[0], bounds(between, "--between"), names(by) or None),
        None if number else chosen,
    )


def two_way(
    asked: Asked,
    across: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The number from left to right.", show_default=False)
    ] = None,
    up: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The number from bottom to top.", show_default=False)
    ] = None,
    across_between: Annotated[
        str | None, typer.Option(metavar="LOW,HIGH", help="The range from left to right.", show_default=False)
    ] = None,
    up_between: Annotated[
        str | None, typer.Option(metavar="LOW,HIGH", help="The range from bottom to top.", show_default=False)
    ] = None,
    by: By = None,
) -> None:
    """Move two numbers at once: a map of what is best where; without names, the two that tell most."""
    from decision_model.analysis.robustness.two_way import two_way
    from decision_model.interfaces.default_questions import two_telling

    def ask(model: Any) -> Any:
        given = across or up
        found = (across, up) if across and up else two_telling(model, given)
        axes = found if across or not up else found[::-1]
        spans = bounds(across_between, "--across-between"), bounds(up_between, "--up-between")
        return two_way(model, *axes, *spans, by=names(by) or None)

    def chosen(found: Any) -> str:
        moved = [each for each, given in ((found.across, across), (found.up, up)) if given is None]
        axes = " and ".join(f"{each.label} ({each.address})" for each in moved)
        return f"{axes} {'tell' if len(moved) > 1 else 'tells'} most. {_OTHERS.format('--across ADDRESS --up ADDRESS')}"

    _answer(asked, ask, None if across and up else chosen)


def tornado(
    asked: Asked,
    by: By = None,
    all_numbers: Annotated[bool, typer.Option("--all-numbers", help="Also numbers without a stated range.")] = False,
) -> None:
    """Move every ranged number by itself: which ones matter, and which change the answer."""
    from decision_model.analysis.robustness.tornado import tornado

    _answer(asked, lambda m: tornado(m, names(by) or None, all_numbers))


def acceptability(
    asked: Asked,
    by: By = None,
    order: Ranked = None,
    with_numbers: WithNumbers = False,
    draws: Draws = 100_000,
    seed: Seed = 0,
) -> None:
    """For what share of all admissible weights each option is first, second, and so on."""
    from decision_model.analysis.robustness.acceptability import acceptability

    ranked = _order(order)
    _answer(asked, lambda m: acceptability(m, names(by) or None, ranked, with_numbers, draws, seed))


def flip(asked: Asked, by: By = None, order: Ranked = None) -> None:
    """The smallest change of weights that would make each rival level with the winner."""
    from decision_model.analysis.robustness.flip import flip

    _answer(asked, lambda m: flip(m, names(by) or None, _order(order)))


def flip_numbers(asked: Asked, by: By = None) -> None:
    """The smallest change of each single number that would change the answer."""
    from decision_model.analysis.robustness.flip_numbers import flip_numbers

    _answer(asked, lambda m: flip_numbers(m, names(by) or None))


def winners(
    asked: Asked, by: By = None, order: Ranked = None, with_numbers: WithNumbers = False, seed: Seed = 0
) -> None:
    """Which options can win for some admissible weights, which must, and which are dominated."""
    from decision_model.analysis.robustness.winners import winners

    _answer(asked, lambda m: winners(m, names(by) or None, _order(order), with_numbers, seed=seed))


def dominance(asked: Asked, by: By = None) -> None:
    """Which options are better in everything, in expectation and whatever one's taste for risk."""
    from decision_model.analysis.robustness.dominance import dominance

    _answer(asked, lambda m: dominance(m, names(by) or None))


def regret(
    asked: Asked,
    over: Annotated[
        list[str] | None, typer.Option(metavar="NAMES", help="Events; without it, the perspectives.")
    ] = None,
    by: By = None,
) -> None:
    """How much each option could be regretted, over perspectives or over events."""
    from decision_model.analysis.views.regret import PERSPECTIVES, regret

    _answer(asked, lambda m: regret(m, names(over) or PERSPECTIVES, names(by) or None))


def worst_case(asked: Asked, by: By = None) -> None:
    """The rules of the textbooks for when no chances are known: maximin, maximax and their kin."""
    from decision_model.analysis.robustness.worst_case import worst_case

    _answer(asked, lambda m: worst_case(m, names(by) or None))


def frontier(
    asked: Asked,
    gain: Annotated[
        str | None, typer.Option(metavar="NAME", help="The consideration that is gained.", show_default=False)
    ] = None,
    price: Annotated[
        str | None, typer.Option(metavar="NAME", help="The consideration that is paid with.", show_default=False)
    ] = None,
    by: By = None,
) -> None:
    """Which options are efficient in two considerations (without names, those most at odds), and what a gain costs."""
    from decision_model.analysis.robustness.frontier import frontier
    from decision_model.interfaces.default_questions import at_odds

    def ask(model: Any) -> Any:
        both = (gain, price) if gain and price else at_odds(model, gain, price)
        return frontier(model, *both, names(by) or None)

    def chosen(found: Any) -> str:
        titles = {each.name: each.title for each in found.model.walk()}
        both = f"{titles[found.gain]} ({found.gain}) and {titles[found.price]} ({found.price})"
        others = ", ".join(each.name for each in found.model.leaves if each.name not in (found.gain, found.price))
        more = f" Others: --gain NAME --price NAME, of {others}." if others else ""
        return f"{both} are most at odds in the choice.{more}"

    _answer(asked, ask, None if gain and price else chosen)


def risk_profile(
    asked: Asked,
    by: By = None,
    floor: Annotated[
        float | None, typer.Option(help="A total below which it must not fall.", show_default=False)
    ] = None,
    tail: Annotated[float, typer.Option(min=0.001, max=1, help="The share of worst cases to average.")] = 0.1,
) -> None:
    """How the total can turn out under each option: its distribution, spread and worst cases."""
    from decision_model.analysis.time.risk_profile import risk_profile

    _answer(asked, lambda m: risk_profile(m, names(by) or None, floor=floor, tail=tail))


def certainty(asked: Asked, by: By = None, between: Between = None) -> None:
    """What sure total each option is worth, over risk tolerances, and where the choice switches."""
    from decision_model.analysis.time.certainty import certainty

    _answer(asked, lambda m: certainty(m, names(by) or None, bounds(between, "--between")))


def information(
    asked: Asked,
    event: Annotated[list[str] | None, typer.Option(metavar="NAMES", help="Events; without it, each one.")] = None,
    before: Annotated[
        str | None, typer.Option(metavar="DECISION", help="The decision that would profit.", show_default=False)
    ] = None,
) -> None:
    """What it would be worth to know an event before deciding."""
    from decision_model.analysis.time.information import information

    _answer(asked, lambda m: information(m, names(event) or None, before))


def waiting(
    asked: Asked,
    decision: Annotated[
        list[str] | None, typer.Option(metavar="NAMES", help="Decisions; without it, each that can be taken early.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="STEP", help="The step waited for.", show_default=False)] = None,
    early: Annotated[
        str | None, typer.Option(metavar="WHAT_IF", help="The what-if that says what deciding early means.")
    ] = None,
    number: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A number to find the break-even of, such as a cost of delay.")
    ] = None,
) -> None:
    """What deciding later is worth, and at which cost of delay it stops paying."""
    from decision_model.analysis.time.waiting import waiting

    _answer(asked, lambda m: waiting(m, names(decision) or None, until, what_if=early, number=number))


def option(
    asked: Asked,
    without: Annotated[
        list[str] | None, typer.Option(metavar="NAME=OPTION", help="The option to take away; without it, each in turn.")
    ] = None,
    number: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A number to find the break-even of, such as a chance of a leak."),
    ] = None,
) -> None:
    """What keeping an option is worth, and what would make it worthless."""
    from decision_model.analysis.time.option import option

    _answer(asked, lambda m: option(m, pairs(without, "--without") or None, number=number))


def simulate(
    asked: Asked,
    by: By = None,
    draws: Draws = 10_000,
    seed: Seed = 0,
    weights: Annotated[
        float | None, typer.Option(help="Draw the weights too, Dirichlet with this concentration.", show_default=False)
    ] = None,
    chances: Annotated[
        float | None, typer.Option(help="Draw the chances too, Dirichlet with this concentration.", show_default=False)
    ] = None,
) -> None:
    """Draw all uncertain numbers together, many times: how often each option comes first."""
    from decision_model.analysis.time.simulate import simulate

    _answer(asked, lambda m: simulate(m, draws, seed, weights=weights, chances=chances, by=names(by) or None))


def claims(asked: Asked, draws: Draws = 2_000, seed: Seed = 0) -> None:
    """Judge the statements of the source: do they hold here, how widely, and what would turn them."""
    from decision_model.analysis.sources.claims import claims

    _answer(asked, lambda m: claims(m, draws, seed))


def numbers(asked: Asked) -> None:
    """List every number with the address by which --number and its like name it."""
    from decision_model.analysis.sources.numbers import Numbers

    _answer(asked, Numbers)


def provenance(asked: Asked, draws: Draws = 2_000, seed: Seed = 0) -> None:
    """Where every number comes from, and how much of the lead rests on which kind."""
    from decision_model.analysis.sources.provenance import provenance

    _answer(asked, lambda m: provenance(m, draws, seed))


def _order(entries: list[str] | None) -> list[list[str]] | None:
    return [[part.strip() for part in group.split("=")] for group in names(entries)] or None


_COMMANDS: dict[str, tuple[Callable[..., None], ...]] = {
    COMPARING: (compare, explain, difference),
    FIRMNESS: (
        one_way, two_way, tornado, acceptability, flip, flip_numbers, winners, dominance, regret, worst_case, frontier,
    ),
    KNOWING: (risk_profile, certainty, information, waiting, option, simulate),
    SOURCES: (claims, provenance, numbers),
}  # fmt: skip
