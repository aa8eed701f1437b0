"""Questions about what the source says: claims and their contraries, true or false in the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from decision_model.analysis.effort import IN_RUN
from decision_model.analysis.registry import analysis
from decision_model.analysis.sources.claims import JudgedClaims
from decision_model.analysis.sources.judged_claim import JudgedClaim
from decision_model.analysis.sources.margins import holds, margin
from decision_model.courses.quiz.ground import Ground, told
from decision_model.courses.quiz.items import QuizItem, TrueFalse
from decision_model.courses.quiz.lots import heads, shuffled
from decision_model.errors import ModelError
from decision_model.model import Expectation
from decision_model.solver.rollback import TIE
from decision_model.words.names import quoted
from decision_model.words.sentences import capital, listed

AT_ONCE = {
    "possible": "Meant is: under some of the weights and numbers that the scenario allows",
    "necessary": "Meant is: under all weights and numbers that the scenario allows",
}
"""What claims are about that are not about the scenario's own numbers, by their form."""

SCOPE = "At the numbers of the scenario"
NOT_TOLD = ("", "")
OPPOSITE = {"higher": "lower", "lower": "higher"}
NEAR = 1e-6
"""Claims whose margin is smaller than this are as good as turning, unless they say that two are equal."""


def about_claims(ground: Ground) -> Iterator[QuizItem]:
    """A question for each claim that can be tested."""
    asked = analysis("claims")
    assert asked is not None
    if not ground.model.claims or asked.question.work(ground.model) > IN_RUN:
        return
    judged = asked.ask(ground.model)
    assert isinstance(judged, JudgedClaims)
    for place, claim in enumerate(judged.claims):
        if not claim.untestable and _is_sure(claim):
            yield _question(ground, f"claim:{place + 1}", claim)


def _is_sure(claim: JudgedClaim) -> bool:
    """Whether it holds or fails by more than rounding."""
    equal = claim.claim.expect.sign in ("equal", "zero") and claim.holds
    return equal or claim.is_about_all_numbers or abs(claim.margin) > NEAR


def _question(ground: Ground, key: str, claim: JudgedClaim) -> QuizItem:
    """A claim, or its contrary if the lot says so: in the model's words where there are any, else in its own."""
    expect = claim.claim.expect
    turned = heads(ground.seed, key)
    stated, option = _in_our_words(ground, key, expect, turned) if claim.holds else NOT_TOLD
    follows = "The scenario contradicts" if turned else "It follows from the scenario"
    scope = AT_ONCE.get(expect.form, "Meant is: at the numbers of the scenario")
    stem = told(stated) if stated else told(f"{follows}: {quoted(claim.text)}", scope)
    cite = ", ".join(str(citation) for citation in claim.claim.cite)
    return TrueFalse(
        key=key,
        title=f"What the source says, {key.partition(':')[2]}",
        stem=(*stem, *told(_seen(ground, expect))),
        feedback=told(
            f"The source says: {quoted(claim.text)}{f' ({cite})' if cite else ''}",
            claim.claim.note,
            f"In the model the claim {claim.sentence}",
        ),
        is_true=claim.holds is not turned,
        about={"asked": "claim", "claim": claim.claim.text, "turned": "yes" if turned else "no", "option": option},
    )


def _seen(ground: Ground, expect: Expectation) -> str:
    """Whose weights, and what if."""
    parts = []
    if expect.perspective is not None:
        parts.append(f"with the weights of {quoted(ground.model.perspectives[expect.perspective].title)}")
    if expect.what_if is not None:
        parts.append(f"if {quoted(ground.model.what_ifs[expect.what_if].title)}")
    return capital(f"seen {listed(parts)}") if parts else ""


def _in_our_words(ground: Ground, key: str, expect: Expectation, turned: bool) -> tuple[str, str]:
    """A claim, or something that it contradicts, in the words of the model, and the option that it says is best.

    Empty where it cannot be told in these, or says so of none.
    """
    if not isinstance(expect.about, Mapping) or len(expect.given.alternatives) > 1:
        return NOT_TOLD
    if expect.form == "best" and len(expect.about) == 1:
        return _best(ground, key, expect, turned)
    if expect.form in ("score", "total", "chance") and expect.sign in OPPOSITE and expect.than:
        return _compared(ground, expect, turned), ""
    return NOT_TOLD


def _best(ground: Ground, key: str, expect: Expectation, turned: bool) -> tuple[str, str]:
    """'At ‘Where?’ ‘Berlin’ is best, where ‘Access’ is ‘Blocked’': the claim's option, or another."""
    ((decision, option),) = expect.about.items()  # type: ignore[union-attr]
    others = [name for name in ground.model.steps[decision].state_names if name != option]
    failing = [name for name in others if _fails(ground, replace(expect, about={decision: name}))]
    if not failing:
        return NOT_TOLD
    told_of = shuffled(failing, ground.seed, lambda name: f"{key} {name}")[0] if turned else option
    best = f"at {quoted(ground.steps[decision])}, {quoted(ground.states[decision, told_of])} is best"
    return f"{SCOPE}{_where(ground, expect)}, {best}", told_of


def _compared(ground: Ground, expect: Expectation, turned: bool) -> str:
    """A comparison, with its direction or the other."""
    assert isinstance(expect.about, Mapping)
    if not _fails(ground, replace(expect, sign=OPPOSITE[str(expect.sign)])):  # type: ignore[arg-type]
        return ""
    first, second = (ground.situation(named) for named in (expect.about, expect.than))
    where, lower = _where(ground, expect), (expect.sign == "lower") is not turned
    if expect.form == "chance":
        likely = f"that {first} is {'less' if lower else 'more'} likely"
        return f"{SCOPE}: {likely}{where.removeprefix(',')} than where {second}" if where else ""
    what = "the expected total" if expect.on is None else quoted(ground.considerations[expect.on])
    return f"{SCOPE}{where}, {what} comes to {'less' if lower else 'more'} if {first} than if {second}"


def _where(ground: Ground, expect: Expectation) -> str:
    """In which histories: ', where ‘Access’ is ‘Blocked’'."""
    (given,) = expect.given.alternatives
    if not given:
        return ""
    cases = [
        f"{quoted(ground.steps[name])} is {listed([quoted(ground.states[name, state]) for state in states], 'or')}"
        for name, states in given.items()
    ]
    return f", where {listed(cases)}"


def _fails(ground: Ground, expect: Expectation) -> bool:
    """Whether a statement is clearly false at the scenario's numbers."""
    try:
        found = float(margin(ground.model, expect))
    except ModelError:
        return False
    return not bool(holds(expect, found)) and found < -max(TIE, NEAR)
