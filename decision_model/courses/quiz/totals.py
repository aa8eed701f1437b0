"""Questions about the options: what each comes to, which is best, what speaks for it, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from decision_model.analysis.choice.rank import Ranked
from decision_model.analysis.combinations import Combination, apart
from decision_model.analysis.effort import IN_RUN, now, solved
from decision_model.analysis.units import lead, total_word
from decision_model.analysis.verdict import RULE, FirmnessVerdict
from decision_model.courses.quiz.ground import Ground, asked, choice, told
from decision_model.courses.quiz.items import NumberItem, QuizItem, QuizOption, TrueFalse, WrongNumber
from decision_model.courses.quiz.lots import heads, shuffled
from decision_model.courses.quiz.mistakes import ONE_ALONE, WITHOUT, Mistake, mistakes, total_of
from decision_model.courses.quiz.pictures import Pictures
from decision_model.words.names import quoted

ASKED = 3
"""Options whose totals, and pairs of options whose order, are asked for at most."""

MOST_COMPARED, WAYS = 200, 12
"""Options that are compared at most, and in how many ways they are reckoned, for an estimate of the work."""

LATER = "All later decisions are taken as is best."
"""How what is left open is decided."""


@dataclass(frozen=True)
class Reckoned:
    """The totals of the compared options in one way of reckoning, in the order of `Ground.compared`."""

    mistake: Mistake
    totals: tuple[float | None, ...]

    def leader(self, sign: float, least: float) -> int | None:
        """The place of what is best in this way; None where that is not clear."""
        known = [(sign * total, place) for place, total in enumerate(self.totals) if total is not None]
        if len(known) < len(self.totals):
            return None
        (first, place), (second, _) = sorted(known, key=lambda pair: (-pair[0], pair[1]))[:2]
        return place if first - second > least else None


def about_options(ground: Ground, pictures: Pictures) -> Iterator[QuizItem]:
    """All questions about the options that are compared, or none where there is only one."""
    if now(ground.model) > MOST_COMPARED or solved(ground.model, WAYS * now(ground.model)) > IN_RUN:
        return
    if len(ground.compared) < 2:
        return
    reckoned = _reckoned(ground)
    yield from _totals(ground, pictures, reckoned)
    yield from _pairs(ground)
    if not ground.is_tied and _is_ahead(ground, ground.compared[0], ground.compared[1]):
        yield from filter(None, (_best(ground, pictures, reckoned), _speaks_most(ground)))
    yield from _how_sure(ground)


def _reckoned(ground: Ground) -> tuple[Reckoned, ...]:
    """The compared options by every mistake."""
    models = [ground.combination_of[row.title].of(ground.model) for row in ground.compared]
    return tuple(Reckoned(mistake, tuple(total_of(mistake, model) for model in models)) for mistake in mistakes(ground))


def _is_ahead(ground: Ground, first: Ranked, second: Ranked) -> bool:
    """Whether one option is clearly better than another, as their totals are written too."""
    gap = ground.sign * (first.total - second.total)
    return gap > ground.clear and ground.amounts.text(first.total) != ground.amounts.text(second.total)


def _fixed(ground: Ground) -> str:
    """How it is decided that an option is compared: before any event, or whatever has happened by then."""
    open_ones = len(ground.by) < len(ground.model.decisions)
    if ground.first_event == 0:
        return "Compared are options that are fixed in advance, whatever happens."
    return LATER if open_ones else ""


def _about(row: Ranked | Combination) -> dict[str, str]:
    return {name: option for name, option in row.options.items() if option is not None}


def _totals(ground: Ground, pictures: Pictures, reckoned: Sequence[Reckoned]) -> Iterator[QuizItem]:
    """What some options come to."""
    for row in shuffled(ground.compared, ground.seed, lambda row: f"total {row.title}")[:ASKED]:
        place = ground.compared.index(row)
        number = ground.total(row.total)
        slips = _slips(ground, [(each.mistake, each.totals[place]) for each in reckoned], row.total)
        figure = pictures.working_without(row.total)
        word = total_word(ground.model)
        right = f"The {word} of {quoted(row.title)} is {ground.amounts.phrase(row.total)}"
        item = NumberItem(
            number=number,
            slips=slips,
            key=f"total:{row.title}",
            title=f"What {quoted(row.title)} comes to",
            stem=told(
                f"Take {quoted(row.title)}",
                _fixed(ground),
                _tolerance(ground),
                "" if figure else "The numbers are those of the scenario's file",
            ),
            feedback=told(right, *_parts(ground, row)),
            figure=figure,
            about={"asked": "total", **_about(row)},
        )
        question = asked(item, f"What is its {word}?", ground.seed)
        if question is not None:
            yield question


def _slips(ground: Ground, wrong: Sequence[tuple[Mistake, float | None]], total: float) -> tuple[WrongNumber, ...]:
    """Wrong totals, those at the end for which a consideration is left out that makes the most difference."""
    known = [(mistake, value) for mistake, value in wrong if value is not None]
    left_out = [pair for pair in known if pair[0].name.startswith(WITHOUT)]
    some_left = [pair for pair in left_out if abs(pair[1]) > ground.clear]
    largest = sorted(some_left, key=lambda pair: -round(abs(pair[1] - total), 9))[:1]
    kept = [pair for pair in known if pair not in left_out] + largest
    return tuple(WrongNumber(value / ground.amounts.factor, mistake.sentence) for mistake, value in kept)


def _tolerance(ground: Ground) -> str:
    """The risk tolerance, where there is one."""
    if ground.model.risk_tolerance is None:
        return ""
    tolerance = float(np.asarray(ground.model.risk_tolerance.at(ground.model.values)))
    return f"The risk tolerance is {ground.amounts.phrase(tolerance)}, with exponential utility"


def _parts(ground: Ground, row: Ranked) -> Iterator[str]:
    """What makes up a total, the largest parts first."""
    if len(row.contributions) < 2 or ground.is_averse:
        return
    largest = sorted(row.contributions.items(), key=lambda part: -round(abs(part[1]), 9))[:4]
    parts = ", ".join(f"{quoted(ground.considerations[name])} {ground.amounts.text(part)}" for name, part in largest)
    yield f"Of that come from the considerations: {parts}"


def _pairs(ground: Ground) -> Iterator[QuizItem]:
    """Which of two options is ahead, told one way or the other by lot."""
    pairs = [(a, b) for place, a in enumerate(ground.compared) for b in ground.compared[place + 1 :]]
    clear = [(first, second) for first, second in pairs if _is_ahead(ground, first, second)]
    for first, second in shuffled(clear, ground.seed, lambda pair: f"{pair[0].title}\0{pair[1].title}")[:ASKED]:
        titles = apart(ground.model, [first.options, second.options])
        key = f"pair:{first.title}|{second.title}"
        is_true = heads(ground.seed, key)
        better, worse = titles if is_true else titles[::-1]
        word = total_word(ground.model)
        more = "lower" if ground.model.better == "lower" else "higher"
        totals = [f"{quoted(t)} {ground.amounts.phrase(r.total)}" for t, r in zip(titles, (first, second), strict=True)]
        yield TrueFalse(
            key=key,
            title=f"{quoted(titles[0])} and {quoted(titles[1])}",
            stem=told(
                f"At the numbers of the scenario {quoted(better)} has a {more} {word} than {quoted(worse)}",
                _fixed(ground),
            ),
            feedback=told(f"It is {totals[0]} and {totals[1]}", _less_is_better(ground)),
            is_true=is_true,
            about={"asked": "pair", "better": better, "first": first.title, "second": second.title},
        )


def _less_is_better(ground: Ground) -> str:
    return "Less is better here" if ground.model.better == "lower" else ""


def _best(ground: Ground, pictures: Pictures, reckoned: Sequence[Reckoned]) -> QuizItem | None:
    """Which option is best; others are offered as far as a mistake leads to them."""
    first, written = ground.compared[0], ground.amounts
    by_mistake = _picked(ground, reckoned)
    options = [QuizOption(first.title, True, f"It comes to {written.phrase(first.total)}, more than any other.")]
    if ground.model.better == "lower":
        options = [QuizOption(first.title, True, f"It comes to {written.phrase(first.total)}, less than any other.")]
    for place, sentence in by_mistake.items():
        row = ground.compared[place]
        if place and _is_ahead(ground, first, row):
            behind = lead(written, written.between(first.total, row.total))
            total = f"It comes to {written.phrase(row.total)}, {behind} behind {quoted(first.title)}."
            options.append(QuizOption(row.title, False, f"{sentence} {total}"))
    exactly = " at the numbers of the scenario exactly as they stand" if ground.is_close else ""
    judged = ground.judgement.sentence if ground.judgement else ""
    return choice(
        options,
        ground.seed,
        key="best",
        title="Which option is best?",
        stem=told(_fixed(ground), f"Which option is best{exactly}?"),
        feedback=told(f"{quoted(first.title)} comes to {written.phrase(first.total)}", judged),
        figure=pictures.untold,
        shown_after=pictures.ranking,
        about={"asked": "best", **_about(first)},
    )


def _picked(ground: Ground, reckoned: Sequence[Reckoned]) -> Mapping[int, str]:
    """The places of the options that mistakes lead to, with the sentence of the first mistake that does."""
    found: dict[int, str] = {}
    for each in reckoned:
        place = each.leader(ground.sign, ground.clear)
        if place is not None:
            found.setdefault(place, each.mistake.sentence)
    for leaf in ground.model.leaves if len(ground.model.leaves) > 1 else ():
        own = [ground.sign * row.contributions[leaf.name] for row in ground.compared]
        place = int(np.argmax(own))
        if own[place] - sorted(own)[-2] > ground.clear:
            found.setdefault(place, ONE_ALONE.format(title=quoted(ground.considerations[leaf.name])))
    return found


def _speaks_most(ground: Ground) -> QuizItem | None:
    """Which consideration speaks most for the best option against the next one."""
    first, second = ground.compared[:2]
    if ground.is_averse or len(first.contributions) < 3 or not ground.model.total_rule.adds_up:
        return None
    difference = {name: ground.sign * (part - second.contributions[name]) for name, part in first.contributions.items()}
    most, *others = sorted(difference, key=lambda name: -difference[name])
    if difference[most] - difference[others[0]] <= ground.clear:
        return None
    titles = apart(ground.model, [first.options, second.options])
    wrong = _wrong_considerations(ground, first, difference, titles[0])
    size = lead(ground.amounts, difference[most])
    options = [QuizOption(ground.considerations[most], True, f"It sets the two {size} apart, more than any other.")]
    options += [QuizOption(ground.considerations[name], False, text) for name, text in wrong.items() if name != most]
    parts = ", ".join(f"{quoted(ground.considerations[n])} {ground.amounts.text(difference[n])}" for n in difference)
    return choice(
        options,
        ground.seed,
        key="speaks-most",
        title=f"What speaks for {quoted(titles[0])}?",
        stem=told(
            f"Compare {quoted(titles[0])} with {quoted(titles[1])}",
            _fixed(ground),
            f"Which consideration adds most to the lead of {quoted(titles[0])}?",
        ),
        feedback=told(f"For {quoted(titles[0])} speak, below 0 for {quoted(titles[1])}: {parts}"),
        shown_after=None,
        about={"asked": "speaks most", "right": most, "first": first.title, "second": second.title},
    )


def _wrong_considerations(
    ground: Ground, first: Ranked, difference: Mapping[str, float], title: str
) -> Mapping[str, str]:
    """Considerations that mistakes lead to, each with the sentence of the mistake."""
    found: dict[str, str] = {}
    weights = {name: float(np.asarray(weight)) for name, weight in ground.model.weights.items()}
    if weights:
        heaviest = max(weights, key=lambda name: round(weights[name], 12))
        found[heaviest] = "It has the most weight, but weight alone sets nothing apart: the scores must differ."
    if ground.model.total_rule.linear_in_weights:
        by_score = {name: part / weights[name] if weights[name] else 0.0 for name, part in difference.items()}
        apart_most = max(by_score, key=lambda name: round(by_score[name], 9))
        found.setdefault(apart_most, "On it the scores are furthest apart, but that leaves out its weight.")
    largest = max(first.contributions, key=lambda name: round(ground.sign * first.contributions[name], 9))
    found.setdefault(
        largest, f"It is the largest part of the total of {quoted(title)}, but what counts is the difference."
    )
    against = min(difference, key=lambda name: round(difference[name], 9))
    if difference[against] < -ground.clear:
        found.setdefault(against, f"It speaks most against {quoted(title)}: that mixes up the sign of the difference.")
    return found


SURE = {
    FirmnessVerdict.firm: "Firm: it stays best under nearly all weights and numbers that the scenario allows",
    FirmnessVerdict.leaning: "Leaning: it stays best under at least two thirds of them, but not nearly all",
    FirmnessVerdict.close: "Too close to call: under more than a third of them something else is best",
    FirmnessVerdict.tie: "A tie: at the stated numbers themselves two options are level",
}
MISSED = {
    FirmnessVerdict.firm: "That takes the lead at the stated numbers for certain, as if they could not be otherwise.",
    FirmnessVerdict.leaning: "That misjudges how often something else is best when weights and numbers vary together.",
    FirmnessVerdict.close: "That takes the size of the lead for its sureness: count how often it stays best.",
    FirmnessVerdict.tie: "That takes a small lead for none, or overlooks one: compare the totals as they are.",
}


def _how_sure(ground: Ground) -> Iterator[QuizItem]:
    """How sure what is best is, by the rule that every answer states."""
    judged = ground.judgement
    if judged is None or judged.verdict not in SURE:
        return
    options = [
        QuizOption(text, verdict is judged.verdict, "That is right." if verdict is judged.verdict else MISSED[verdict])
        for verdict, text in SURE.items()
    ]
    item = choice(
        options,
        ground.seed,
        key="how-sure",
        title="How sure is that?",
        stem=told("Weights and numbers may vary as far as the scenario says. How sure is what is best now?"),
        feedback=told(judged.sentence, RULE),
        about={"asked": "how sure", "right": judged.verdict.value},
    )
    if item is not None:
        yield item
