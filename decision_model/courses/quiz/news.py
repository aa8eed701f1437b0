"""Questions of Bayes' rule: what the chance of an outcome becomes once some news is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from decision_model.analysis.effort import IN_RUN, solved
from decision_model.courses.quiz.ground import Ground, asked, told
from decision_model.courses.quiz.items import AskedNumber, NumberItem, QuizItem, WrongNumber
from decision_model.courses.quiz.lots import shuffled
from decision_model.errors import ModelError
from decision_model.model import Decision, DecisionModel, Event
from decision_model.solver.conditional import chance
from decision_model.words.names import quoted
from decision_model.words.numbers import amount
from decision_model.words.percent import percent_values
from decision_model.words.sentences import listed

ASKED = 3
"""Questions of this kind at most."""

TRIED = 200
"""How often a model is solved to look for news, for an estimate of the work."""

WAYS = 16
"""Ways of deciding what the news hangs on that are tried at most."""

LEAST = 0.01
"""How far, at least, news must move a chance, and how likely it must be, to be asked about."""

ROUNDING = 1e-9


@dataclass(frozen=True)
class News:
    """An event that is asked about, the news of another, and what has been decided.

    `before` and `likely` map the outcomes asked about to their chances before the news, and to the chance of the news
    where they come about; `news` is the chance of the news.
    """

    event: str
    report: str
    said: str
    decided: Mapping[str, str]
    before: Mapping[str, float]
    likely: Mapping[str, float]

    @property
    def news(self) -> float:
        return sum(self.before[outcome] * self.likely[outcome] for outcome in self.before)

    def joint(self, outcome: str) -> float:
        """The chance that both come about."""
        return self.before[outcome] * self.likely[outcome]

    def after(self, outcome: str) -> float:
        """The chance after the news."""
        return self.joint(outcome) / self.news

    def outcomes(self) -> Iterator[str]:
        """The outcomes that are worth asking about: those that the news moves, and does not settle."""
        for outcome in self.before:
            after = self.after(outcome)
            if LEAST < after < 1 - LEAST and abs(after - self.before[outcome]) > LEAST:
                yield outcome


def about_news(ground: Ground) -> Iterator[QuizItem]:
    """Questions about what news says, each about another pair of events as long as there are any."""
    if solved(ground.model, TRIED) > IN_RUN:
        return
    found = [
        (news, outcome)
        for event, report in _pairs(ground.model)
        for news in islice(_tried(ground.model, event, report), 1)
        for outcome in shuffled(news.outcomes(), ground.seed, lambda name: f"news {name}")[:1]
    ]
    drawn = shuffled(found, ground.seed, lambda pair: f"{pair[0].event} {pair[0].report}")[:ASKED]
    for news, outcome in drawn:
        question = _question(ground, news, outcome)
        if question is not None:
            yield question


def _pairs(model: DecisionModel) -> Iterator[tuple[Event, Event]]:
    """Events, and events whose chances depend on them."""
    for report in model.events:
        for name in report.chance.names:
            step = model.steps[name]
            if isinstance(step, Event):
                yield step, report


def _tried(model: DecisionModel, event: Event, report: Event) -> Iterator[News]:
    """What each outcome of a report says of an event, for ways of deciding what both depend on."""
    needed = dict.fromkeys((*event.parents, *report.parents, *event.only_if.names, *report.only_if.names))
    decisions = [step for name in needed if isinstance(step := model.steps[name], Decision)]
    ways = product(*(decision.state_names for decision in decisions))
    for options in islice(ways, WAYS):
        decided = {decision.name: option for decision, option in zip(decisions, options, strict=True)}
        for said in report.state_names:
            news = _news(model, event, report, said, decided)
            if news is not None and any(True for _ in news.outcomes()):
                yield news


def _news(model: DecisionModel, event: Event, report: Event, said: str, decided: Mapping[str, str]) -> News | None:
    """The chances around some news; None where they are not Bayes' rule alone: where choices have a part in them."""
    given = {name: (option,) for name, option in decided.items()}
    try:
        before = {name: float(chance(model, event.name, name, given)) for name in event.state_names}
        possible = {name: share for name, share in before.items() if share > ROUNDING}
        likely = {name: float(chance(model, report.name, said, {**given, event.name: (name,)})) for name in possible}
        news = News(event.name, report.name, said, decided, possible, likely)
        if abs(sum(possible.values()) - 1) > ROUNDING or not LEAST < news.news < 1 - LEAST:
            return None
        known = {**given, report.name: (said,)}
        exact = all(
            abs(float(chance(model, event.name, name, known)) - news.after(name)) <= ROUNDING for name in possible
        )
    except ModelError:
        return None
    return news if exact else None


def _question(ground: Ground, news: News, outcome: str) -> QuizItem | None:
    names = list(news.before)
    said, event, report = _quoted(ground, news.report, news.said), ground.steps[news.event], ground.steps[news.report]
    state = _quoted(ground, news.event, outcome)
    before = [
        f"{_quoted(ground, news.event, name)} with {text}"
        for name, text in zip(names, percent_values(*(news.before[name] for name in names)), strict=True)
    ]
    likely = [
        f"{text} where it is {_quoted(ground, news.event, name)}"
        for name, text in zip(names, percent_values(*(news.likely[name] for name in names)), strict=True)
    ]
    decided = f"It has been decided: {ground.situation(news.decided)}" if news.decided else ""
    after = 100 * news.after(outcome)
    item = NumberItem(
        number=AskedNumber(after, 1, "%"),
        slips=_slips(news, outcome, state, said),
        key=f"news:{news.event}={outcome}|{news.report}={news.said}",
        title=f"What {said} says of {quoted(event)}",
        stem=told(
            decided,
            f"Before anything is known, {quoted(event)} is {listed(before)}",
            f"{quoted(report)} is {said} with a chance of {listed(likely)}",
            f"Now {quoted(report)} is known to be {said}",
        ),
        feedback=told(
            f"By Bayes' rule: the chance of both, {amount(100 * news.joint(outcome))}%, divided by that of the news, "
            f"{amount(100 * news.news)}%, is {amount(after)}%"
        ),
        about={"asked": "news", "event": news.event, "outcome": outcome, "report": news.report, "said": news.said}
        | {f"given.{name}": option for name, option in news.decided.items()},
    )
    return asked(item, f"How likely is it now that {quoted(event)} is {state}?", ground.seed)


def _quoted(ground: Ground, step: str, state: str) -> str:
    return quoted(ground.states[step, state])


def _slips(news: News, outcome: str, state: str, said: str) -> tuple[WrongNumber, ...]:
    alone = news.likely[outcome] / sum(news.likely.values())
    given = f"{said} given {state} for the chance of {state} given {said}"
    found = {
        f"That comes of forgetting Bayes' rule: it is the chance of {state} before the news.": news.before[outcome],
        f"That comes of taking the chance of {given}.": news.likely[outcome],
        f"That is the chance that both come about, not yet divided by that of {said}.": news.joint(outcome),
        "That comes of forgetting how likely each outcome was before: the base rates are left out.": alone,
        f"That is the chance of the news {said} itself.": news.news,
    }
    return tuple(WrongNumber(100 * value, sentence) for sentence, value in found.items())
