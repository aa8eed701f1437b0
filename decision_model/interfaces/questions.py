"""Every question that can be put to a scenario: when it makes sense, who answers it, and what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_model.analysis.choice.diagram import Influences
from decision_model.analysis.choice.explain import explain
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import tree
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.robustness.dominance import dominance
from decision_model.analysis.robustness.flip import flip
from decision_model.analysis.robustness.tornado import tornado
from decision_model.analysis.robustness.winners import winners
from decision_model.analysis.sources.claims import claims
from decision_model.analysis.sources.provenance import provenance
from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.information import information
from decision_model.analysis.time.option import option
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.analysis.time.simulate import simulate
from decision_model.analysis.time.waiting import waiting
from decision_model.errors import ModelError
from decision_model.interfaces.applicability import (
    always,
    can_be_regretted,
    decides,
    gambles,
    is_seen_differently,
    is_uncertain,
    leaves_open,
    leaves_two_open,
    makes_claims,
    straight,
    waits,
    weighs,
)
from decision_model.interfaces.default_questions import (
    Answer,
    Section,
    compare_all,
    one_way_as_fits,
    regret_as_fits,
    two_way_as_fits,
)
from decision_model.interfaces.progress import Report, silent
from decision_model.model.decision_model import DecisionModel

ANSWER, EYES, FIRM, CHANCE, SOURCE = (
    "The answer",
    "Other eyes",
    "How firm is it?",
    "Chance, knowledge and time",
    "What the source says",
)


def battery(
    model: DecisionModel, report: Report = silent, sections: Sequence[Section] | None = None
) -> Iterator[Answer]:
    """Put every question that makes sense to a model, in order; one that the model refuses says why."""
    for section in SECTIONS if sections is None else sections:
        report(section.title)
        try:
            if not section.fits(model):
                continue
            yield Answer(section, section.ask(model))
        except ModelError as problem:
            yield Answer(section, None, " ".join(str(problem).split()))


SECTIONS: tuple[Section, ...] = (
    Section(
        "influence_diagram",
        "What depends on what",
        ANSWER,
        always,
        Influences,
        "Squares are what we decide, circles what we cannot, rounded boxes what we care about; an arrow means that one "
        "thing matters for another.",
        table=False,
    ),
    Section(
        "solve",
        "The best plan",
        ANSWER,
        always,
        solve,
        "A plan says what to do at every decision, whatever has happened by then. It is found by rollback: start at "
        "the last decision, choose the best there, and work back to the first.",
        figure=False,
    ),
    Section(
        "tree",
        "The decision tree",
        ANSWER,
        decides,
        tree,
        "Read it from left to right as a story: at squares we choose, at circles chance does, and at the ends stand "
        "the totals. The thick branches are the best plan.",
        table=False,
    ),
    Section(
        "rank",
        "Every combination ranked",
        ANSWER,
        decides,
        rank,
        "What each combination of options would bring if it were fixed in advance, and which considerations it owes "
        "that to.",
    ),
    Section(
        "explain",
        "Why the best is best",
        ANSWER,
        decides,
        explain,
        "The best choice held against the runner-up, consideration by consideration: what speaks for it, and what one "
        "gives up.",
    ),
    Section(
        "compare",
        "Whose weights, which world",
        EYES,
        is_seen_differently,
        compare_all,
        "A perspective keeps the beliefs and changes the weights; a what-if keeps the weights and changes beliefs or "
        "choices. If all agree on the best choice, the quarrel about weights does not matter here.",
        columns=("case", "best", "lead", "against", "because_of"),
    ),
    Section(
        "regret",
        "Regret",
        EYES,
        can_be_regretted,
        regret_as_fits,
        "Regret is what a choice costs in hindsight: how far it falls short of the best one in the case that came "
        "true. A cautious chooser keeps the largest regret small.",
    ),
    Section(
        "tornado",
        "Which numbers matter most",
        FIRM,
        leaves_open,
        tornado,
        "Each number is moved over its range while the others stay. Long bars deserve an argument; a mark shows where "
        "the best choice changes.",
        columns=("number", "base", "low", "high", "best_low", "best_high", "switches_at", "becomes", "note"),
    ),
    Section(
        "one_way",
        "The most telling number",
        FIRM,
        leaves_open,
        one_way_as_fits,
        "One number is moved over its range, and each option's total follows. Where the lines cross, the best choice "
        "changes: that is a switching value.",
        columns=("from", "to", "best", "total_from", "total_to"),
    ),
    Section(
        "two_way",
        "The two most telling numbers",
        FIRM,
        leaves_two_open,
        two_way_as_fits,
        "A map of what is best when two numbers move together. Ask where on it you would place yourself, and how far "
        "it is to the border.",
        table=False,
    ),
    Section(
        "acceptability",
        "For how many weightings is it best?",
        FIRM,
        weighs,
        acceptability,
        "The acceptability of an option is the share of all admissible weights under which it comes first. A leader "
        "that few weightings support rests on the weights chosen.",
    ),
    Section(
        "flip",
        "What would turn the choice",
        FIRM,
        straight,
        flip,
        "For each rival the smallest change of weights that makes it as good as the winner. A small change means: "
        "whoever disagrees about the weights need not be unreasonable to disagree about the choice.",
    ),
    Section(
        "winners",
        "Possible and necessary winners",
        FIRM,
        straight,
        winners,
        "A possible winner is best for some admissible weights, a necessary one for all of them. What is not even "
        "possible can be dropped without settling the weights.",
    ),
    Section(
        "dominance",
        "Dominance",
        FIRM,
        decides,
        dominance,
        "One option dominates another if it is at least as good in every respect and better in one. Nobody who shares "
        "the beliefs, whatever their weights, should then take the other.",
    ),
    Section(
        "simulate",
        "All uncertain numbers together",
        FIRM,
        is_uncertain,
        simulate,
        "All numbers that have a range are drawn at random, thousands of times. How often an option leads shows how "
        "much can be said in spite of everything we do not know.",
        columns=("option", "first", "mean", "spread", "5 %", "50 %", "95 %"),
    ),
    Section(
        "risk_profile",
        "Risk profile",
        CHANCE,
        gambles,
        risk_profile,
        "The total is an average over what may happen. The risk profile shows what it averages: how likely good and "
        "bad ends are under each plan.",
        columns=("plan", "mean", "spread", "lowest", "median", "highest", "tail mean"),
    ),
    Section(
        "certainty",
        "How caution changes the choice",
        CHANCE,
        gambles,
        certainty,
        "The certainty equivalent of a gamble is the sure total one would take instead. The more cautious the decision "
        "maker, the further it lies below the average.",
        table=False,
    ),
    Section(
        "information",
        "What is worth finding out",
        CHANCE,
        gambles,
        information,
        "Knowing is worth something only if it can change what one does. The value of information is the gain from "
        "knowing before the choice, and the most one should pay for it.",
    ),
    Section(
        "waiting",
        "What deciding later is worth",
        CHANCE,
        waits,
        waiting,
        "By waiting one learns before one chooses. The value of waiting is the highest cost of delay at which it still "
        "pays.",
    ),
    Section(
        "option",
        "What keeping an option ready is worth",
        CHANCE,
        decides,
        option,
        "How much worse the best plan would be if an option could not be taken. An option nobody would use is worth "
        "nothing, however cheap it is.",
    ),
    Section(
        "claims",
        "The source's claims, judged",
        SOURCE,
        makes_claims,
        claims,
        "What the source says, stated so that the model can be asked. That a claim holds means: it follows from the "
        "numbers assumed here. The bar shows for how many admissible weights and numbers it does.",
        columns=("claim", "cite", "verdict", "share", "error", "turns with"),
    ),
    Section(
        "provenance",
        "Where the numbers come from",
        SOURCE,
        always,
        provenance,
        "Every number with its citation and its basis, and how much of the lead rests on which kind. Numbers without a "
        "source are the first to argue about.",
        columns=("what", "value", "low", "high", "basis", "cite", "note"),
    ),
)
"""The questions in the order in which they are told."""

__all__ = ["SECTIONS", "Answer", "Section", "battery"]
