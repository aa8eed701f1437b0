"""Questions about the plan: what it does in a given situation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from decision_model.analysis.effort import IN_RUN
from decision_model.analysis.effort import told as told_of
from decision_model.analysis.plan_sentences import deciding_steps
from decision_model.analysis.policy import Choice
from decision_model.courses.quiz.ground import Ground, choice, told
from decision_model.courses.quiz.items import QuizItem, QuizOption
from decision_model.courses.quiz.lots import shuffled
from decision_model.courses.quiz.mistakes import mistakes
from decision_model.courses.quiz.pictures import Pictures
from decision_model.errors import ModelError
from decision_model.solver.policy_evaluation import history
from decision_model.words.names import quoted
from decision_model.words.sentences import listed

ASKED = 4
"""Situations that are asked about at most."""

AVERAGE = "That comes of taking what is best on average over all situations, as if nothing had become known."


@dataclass(frozen=True)
class Situation:
    """Choices of the plan that are the same wherever `known` is so, the one that is come to most likely first."""

    ground: Ground
    known: Mapping[str, str]
    choices: tuple[Choice, ...]

    @property
    def decision(self) -> str:
        return self.choices[0].decision

    @property
    def right(self) -> str:
        """What the plan does."""
        return self.choices[0].options[0]

    @cached_property
    def clear(self) -> tuple[str, ...]:
        """The other options on offer that are clearly behind in every one of the choices; none if any is not."""
        sign, others = self.ground.sign, [name for name in self.choices[0].values if name != self.right]
        for each in self.choices:
            if each.options != (self.right,) or set(each.values) != {self.right, *others}:
                return ()
            gaps = [sign * (each.values[self.right] - each.values[name]) for name in others]
            if min(gaps, default=0.0) <= self.ground.clear:
                return ()
        return tuple(others)


@dataclass(frozen=True)
class WrongWays:
    """What mistakes make of every decision, each swept once."""

    ground: Ground

    @cached_property
    def swept(self) -> tuple[tuple[str, Mapping[int, np.ndarray]], ...]:
        """The sentence of each mistake, and the values (nodes, options) that options have in its way, by level."""
        found = []
        for mistake in mistakes(self.ground):
            try:
                rollback = mistake.rollback(self.ground.model)
                if rollback.model.structure is self.ground.model.structure:
                    found.append((mistake.sentence, rollback.sweep(keep=True).choices))
            except ModelError:
                continue
        return tuple(found)

    def picked(self, situation: Situation) -> Iterator[tuple[str, str]]:
        """The options that mistakes take in a situation, clearly before any other, with their sentences."""
        index = self.ground.model.position[situation.decision]
        rollback = self.ground.solution.rollback
        level, wanted = rollback.levels[index], dict(situation.choices[0].history)
        node = next((node for node in range(level.size) if history(level, node, rollback) == wanted), None)
        for sentence, values in self.swept if node is not None else ():
            own = values[index][node][: len(level.step.states)]
            first, second = np.sort(own)[::-1][:2]
            if first - second > self.ground.clear:
                yield level.step.state_names[int(np.argmax(own))], sentence


def about_plan(ground: Ground, pictures: Pictures) -> Iterator[QuizItem]:
    """What the plan does at decisions that come after an event; a situation of each before a second of any."""
    if ground.forgets or ground.solution.ties or told_of(ground.model) > IN_RUN:
        return
    found = [situation for name in _later(ground) for situation in _situations(ground, name)]
    wrong_ways = WrongWays(ground)
    questions: dict[str, list[QuizItem]] = {}
    for situation in shuffled(found, ground.seed, lambda each: f"{each.decision} {sorted(each.known.items())}"):
        wrong = _wrong(wrong_ways, situation, found) if situation.clear else {}
        item = _question(ground, situation, wrong, pictures) if wrong else None
        if item is not None:
            questions.setdefault(situation.decision, []).append(item)
    rounds = [items[place] for place in range(ASKED) for items in questions.values() if place < len(items)]
    for place, item in enumerate(rounds[:ASKED]):
        yield item if place == 0 else replace(item, shown_after=None)


def _later(ground: Ground) -> list[str]:
    kept = {*ground.model.followed, *ground.model.forced}
    position = ground.model.position
    return [
        step.name
        for step in ground.model.decisions
        if position[step.name] > ground.first_event and step.name not in kept
    ]


def _situations(ground: Ground, decision: str) -> Iterator[Situation]:
    """What the plan can come to at a decision, told by the steps from whose states its choice follows."""
    taken = [each for each in ground.solution.taken if each.decision == decision]
    if not taken:
        return
    steps = deciding_steps(taken)
    grouped: dict[tuple[str | None, ...], list[Choice]] = {}
    for each in taken:
        grouped.setdefault(tuple(each.history.get(name) for name in steps), []).append(each)
    for states, choices in grouped.items():
        known = {name: state for name, state in zip(steps, states, strict=True) if state is not None}
        likeliest_first = sorted(choices, key=lambda each: -round(each.probability, 12))
        yield Situation(ground, known, tuple(likeliest_first))


def _question(ground: Ground, situation: Situation, wrong: Mapping[str, str], pictures: Pictures) -> QuizItem | None:
    labels, decision = ground.states, situation.decision
    where = ground.situation(situation.known)
    written = ground.solution.amounts()
    values = situation.choices[0].values
    totals = listed([f"{quoted(labels[decision, name])} {written.phrase(total)}" for name, total in values.items()])
    options = [QuizOption(labels[decision, situation.right], True, "That is what the best plan does.")]
    options += [QuizOption(labels[decision, name], False, sentence) for name, sentence in wrong.items()]
    return choice(
        options,
        ground.seed,
        key=f"plan:{decision}|{','.join(f'{name}={state}' for name, state in situation.known.items())}",
        title=f"What the plan does at {quoted(ground.steps[decision])}",
        stem=told(
            "The best plan has been followed so far",
            where,
            f"What does it do at {quoted(ground.steps[decision])}?",
        ),
        feedback=told(*[line for line in ground.solution.plan if line.startswith(ground.steps[decision])][:1])
        + told(f"From here on the options come to: {totals}"),
        figure=pictures.diagram,
        shown_after=pictures.told,
        about={"asked": "plan", "decision": decision, "right": situation.right}
        | {f"known.{name}": state for name, state in situation.known.items()},
    )


def _wrong(ways: WrongWays, situation: Situation, all_of_them: Sequence[Situation]) -> Mapping[str, str]:
    """Options that are clearly worse, with the mistake that leads to each; those that none leads to are left out."""
    ground, found = ways.ground, dict[str, str]()
    average = _on_average(ground, situation.decision)
    if average is not None:
        found[average] = AVERAGE
    for option, sentence in ways.picked(situation):
        found.setdefault(option, sentence)
    for other in all_of_them:
        if other.decision == situation.decision and other.known and other.right != situation.right:
            found.setdefault(other.right, f"That is what the plan does where {ground.situation(other.known)}.")
    return {name: sentence for name, sentence in found.items() if name in situation.clear}


def _on_average(ground: Ground, decision: str) -> str | None:
    """The option that is best over all situations together, of those that are on offer in all."""
    taken = [each for each in ground.solution.taken if each.decision == decision]
    names = [name for name in taken[0].values if all(name in each.values for each in taken)]
    if len(taken) < 2 or len(names) < 2 or ground.is_averse:
        return None
    means = {name: sum(each.probability * each.values[name] for each in taken) for name in names}
    return max(names, key=lambda name: round(ground.sign * means[name], 9))
