"""What a student is asked: what is missing, in what unit or on what scale, and where the source speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from decision_model.courses.items import NUMBER, RULE, STEP, Askable, consideration_of, rule_of
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Consideration
from decision_model.model.labels import consideration_labels, number_labels, step_labels
from decision_model.model.number_index import Addressed
from decision_model.model.numbers import Citation
from decision_model.model.record import Record
from decision_model.model.steps import Event, Step
from decision_model.model.tables import Adjusted, RuleTable
from decision_model.words.names import quoted
from decision_model.words.numbers import amount
from decision_model.words.sentences import capital, listed, sentence

FEW = 3
"""Uses of a parameter that a question names."""


def title_of(model: CompiledRecord, item: Askable) -> str:
    """What an item is called where people read it."""
    if item.kind == NUMBER:
        return number_labels(model)[item.name]
    labels = step_labels(model) if item.place[0] == "sequence" else consideration_labels(model)
    owner = labels[str(item.place[1])]
    return f"{owner}, rule {item.name.rpartition('.')[2]}" if item.kind == RULE else owner


def question(model: CompiledRecord, item: Askable) -> str:
    """The question about an item, in whole sentences."""
    if item.kind == NUMBER:
        return _of_number(model, item)
    if item.kind == RULE:
        return _of_rule(model, item)
    return _of_step(model, item) if item.kind == STEP else _of_consideration(model, item)


def _of_number(model: CompiledRecord, item: Askable) -> str:
    addressed = model.numbers[item.name]
    return _joined(capital(number_labels(model)[item.name]), unit_of(model, addressed), _source(model, addressed.cite))


def unit_of(model: CompiledRecord, addressed: Addressed) -> str:
    """In what unit or on what scale a number counts, as a sentence."""
    kinds: dict[str, Callable[[], str]] = {
        "chance": lambda: "A chance, from 0 to 1; 30% is 0.3",
        "weight": lambda: "Points of weight, which count relative to those beside it",
        "score": lambda: _score(model, str(addressed.place[1]), "adjust" in addressed.place),
        "value": lambda: "The number that formulas read for it",
        "interaction": lambda: "From -1 to 1",
        "risk tolerance": lambda: _amount("An amount", model.unit),
        "parameter": lambda: _uses(model, addressed.address),
    }
    return kinds[addressed.kind]()


def _score(model: Record, name: str, is_added: bool) -> str:
    scale = consideration_of(model, name).scale
    what = "What is added to the score" if is_added else "A score"
    if scale is None and not model.total_rule.has_weights:
        return _amount(what, model.unit)
    worst, best = (0.0, 100.0) if scale is None else (scale.worst, scale.best)
    return f"{what}, of which {amount(worst)} is the worst and {amount(best)} the best"


def _amount(what: str, unit: str) -> str:
    return f"{what}, in {unit}" if unit else what


def _uses(model: CompiledRecord, name: str) -> str:
    """What a parameter is used for."""
    labels = number_labels(model)
    users = [each for each in model.numbers.values() if name in each.number.references]
    if users and all(each.kind == "chance" and str(each.number) == name for each in users):
        return "A chance, from 0 to 1; 30% is 0.3"
    named = [quoted(labels[each.address]) for each in users]
    return f"It counts in {listed(named, most=FEW)}" if named else ""


def _source(model: Record, cite: Sequence[Citation]) -> str:
    if not cite:
        return ""
    titles = {each.source: model.sources[each.source].title for each in cite if each.source in model.sources}
    whole = [f"{each} ({titles.pop(each.source)})" if each.source in titles else str(each) for each in cite]
    return f"See {listed(whole)}"


def _joined(*texts: str) -> str:
    return " ".join(sentence(text) for text in texts if text)


def _of_rule(model: CompiledRecord, item: Askable) -> str:
    owner, rule = str(item.place[1]), rule_of(model, item)
    assert rule is not None
    is_added = "adjust" in item.place
    if item.place[0] == "sequence":
        head = f"A rule for the chances of {quoted(step_labels(model)[owner])} is missing"
        what = f"It gives chances, from 0 to 1, to {listed(model.steps[owner].state_names)}"
    else:
        kind = "An adjustment of" if is_added else "A rule for"
        head = f"{kind} the score on {quoted(consideration_labels(model)[owner])} is missing"
        what = _score(model, owner, is_added)
    reads = rule.when.names
    when = f"It reads {listed(reads)}" if reads else "It is for all other cases"
    return _joined(head, when, what, _source(model, rule.cite), rule.note)


def _of_step(model: CompiledRecord, item: Askable) -> str:
    step = model.steps[item.name]
    kind, states = ("event", "outcomes") if isinstance(step, Event) else ("decision", "options")
    head = f"A whole {kind} is missing here: {quoted(step_labels(model)[item.name])}. Call it {item.name}"
    some = f"Its {states} are called {listed(step.state_names)}" if step.states else ""
    reads = _reads(step)
    return _joined(head, some, f"It depends on {listed(reads)}" if reads else "", _source(model, step.cite), step.note)


def _reads(step: Step) -> tuple[str, ...]:
    return step.parents if isinstance(step, Event) else step.only_if.names


def _of_consideration(model: CompiledRecord, item: Askable) -> str:
    each = consideration_of(model, item.name)
    head = f"A whole consideration is missing here: {quoted(consideration_labels(model)[item.name])}"
    inside = f"It is a group of {listed([child.name for child in each.considerations])}" if each.considerations else ""
    what = inside or _score(model, item.name, False)
    named = f"Call it {item.name}"
    reads = _steps_read(each)
    depends = f"Its score depends on {listed(reads)}" if reads else ""
    return _joined(f"{head}. {named}", what, depends, _source(model, each.cite), each.note)


def _steps_read(each: Consideration) -> tuple[str, ...]:
    scores = each.scores
    return scores.names if isinstance(scores, RuleTable | Adjusted) else ()


def numbered(place: int, points: str, text: str) -> str:
    """A question under its number."""
    return f"Question {place} ({points}): {text}"
