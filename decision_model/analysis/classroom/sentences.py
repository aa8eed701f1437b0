"""What a class is told of itself, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_model.analysis.classroom.parts import Moves
from decision_model.analysis.classroom.tally import ClassTally
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import differences, lead
from decision_model.words.names import quoted
from decision_model.words.numbers import fixed, without_zeros
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, counted, listed

MOST = 3
"""Options that a sentence names."""


def statement_of(result: ClassTally) -> Statement:
    """The answer in words."""
    return Statement(_headline(result), pair_sentence(result), tuple(filter(None, _reasons(result))))


def _headline(result: ClassTally) -> str:
    order, counts, persons = result.order, result.counts, result.persons
    if len(result.options) == 1:
        return f"{quoted(result.titles[0])} has no rival"
    wanted = [place for place in order if counts[place]]
    if not wanted:
        return f"Several options are level for {_all(persons)}"
    first = wanted[0]
    if counts[first] == persons:
        return f"{quoted(result.titles[first])} is best for {_all(persons)}"
    parts = [f"{quoted(result.titles[first])} is best for {counts[first]:,} of {counted(persons, 'person', 'people')}"]
    parts += [f"{quoted(result.titles[place])} for {counts[place]:,}" for place in wanted[1:MOST]]
    rest = sum(counts[place] for place in wanted[MOST:])
    parts += [f"others for {rest:,}"] if rest else []
    parts += [f"several are level for {result.undecided:,}"] if result.undecided else []
    return ", ".join(parts)


def _all(persons: int) -> str:
    return f"all {persons:,}" if persons > 1 else "the only person who answered"


def pair_sentence(result: ClassTally) -> str:
    """How likely two disagree."""
    if result.persons < 2 or len(result.options) < 2:
        return ""
    chance = result.disagreement
    if chance <= 0:
        return "Pick any two of you: they agree"
    return f"Pick two of you at random: {percent(chance, 0)} chance that you disagree"


def _reasons(result: ClassTally) -> Iterator[str]:
    yield _spread(result)
    yield separation_sentence(result)
    yield _middle(result)
    yield compromise_sentence(result)
    yield votes_sentence(result)
    yield gut_sentence(result)
    yield rounds_sentence(result)
    yield groups_sentence(result)


def _spread(result: ClassTally) -> str:
    if result.persons < 2:
        return ""
    most = result.spreads[0]
    if most.difference <= 0:
        return "Everybody gives the same weights"
    far, median, own = (percent(share, 0) for share in (most.difference, most.median, most.own))
    return (
        f"You differ most on {quoted(most.title)}, by {far} of the weight between two of you on average; "
        f"your median is {median}, the file says {own}"
    )


def separation_sentence(result: ClassTally) -> str:
    """Which weight tells the two largest camps apart."""
    found = result.separation
    if found is None:
        camps = sum(1 for count in result.counts if count)
        return "No weight by itself separates the two largest camps" if camps > 1 else ""
    first, second = (quoted(result.titles[camp]) for camp in found.camps)
    side = counted(found.errors, "person stands", "people stand") if found.errors else "nobody stands"
    return (
        f"{quoted(found.title)} separates the two largest camps best: of those who give it "
        f"{percent(found.threshold, 6)} or more, {found.above[0]:,} of {sum(found.above):,} want {first}; of the "
        f"others, {found.below[1]:,} of {sum(found.below):,} want {second}; {side} on the other side"
    )


def _middle(result: ClassTally) -> str:
    if result.persons < 3:
        return ""
    place, names = result.middle, result.weighings.names
    labels = {spread.name: spread.title for spread in result.spreads}
    shares = result.weighings.shares[:, place]
    largest = sorted(range(len(shares)), key=lambda index: (-shares[index], index))[:MOST]
    weights = listed([f"{quoted(labels[names[index]])} {percent(float(shares[index]), 0)}" for index in largest])
    named = result.answers[place].name
    who = f"{named}, the person in the middle," if named else "The person in the middle"
    wanted = [title for title, best in zip(result.titles, result.best[:, place], strict=True) if best]
    return f"{who} gives most weight to {weights}, and wants {_named(wanted)}"


def compromise_sentence(result: ClassTally) -> str:
    """Whether a weighting satisfies everybody, and what it costs."""
    found = result.compromise
    if sum(1 for count in result.counts if count) < 2 and not result.undecided:
        return ""
    title = quoted(result.titles[found.option])
    if found.satisfied == result.persons:
        return f"{capital(found.kind)} would satisfy everybody: for nobody is anything better than {title}"
    worst = lead(differences(result.model, [found.largest]), found.largest)
    reach = "no weighting does better" if found.is_least else f"the best of {found.looked_at:,} weightings looked at"
    return (
        f"No weighting satisfies everybody. The best compromise is {found.kind}, which would choose {title}: by their "
        f"own weights {found.satisfied:,} of {result.persons:,} lose nothing, and nobody loses more than {worst} of "
        f"100 ({reach})"
    )


def votes_sentence(result: ClassTally) -> str:
    """What rules of voting pick, beside what the median weights choose."""
    if result.persons < 2 or len(result.options) < 2:
        return ""
    found = result.votes
    picks = {
        "most first places": _titled(result, found.plurality),
        "Borda\u2019s count": _titled(result, found.borda_winners),
        "the median weights": _titled(result, result.median_choice),
    }
    if found.condorcet is not None:
        picks["a majority against each other option"] = _titled(result, [found.condorcet])
    if len(set(picks.values())) == 1 and found.condorcet is not None:
        return f"Whichever way you vote, {picks['most first places']} wins: by {listed(list(picks))}"
    text = "; ".join(f"by {rule} {pick}" for rule, pick in picks.items())
    differ = len(set(picks.values())) > 1
    return f"{'What wins depends on the rule' if differ else 'What wins'}: {text}{_majorities(result)}"


def _majorities(result: ClassTally) -> str:
    """Why no option beats all the others."""
    found = result.votes
    if found.condorcet is not None:
        return ""
    if found.cycle:
        titles = [quoted(result.titles[place]) for place in (*found.cycle, found.cycle[0])]
        return f". Majorities run in a circle: {' beats '.join(titles)}"
    return ". No option beats every other by a majority"


def gut_sentence(result: ClassTally) -> str:
    """What was chosen by gut beside what follows from the weights."""
    if result.gut is None:
        return ""
    found = result.gut
    text = (
        f"{found.stayed:,} of {counted(found.persons, 'person', 'people')} chose by gut what their own weights choose"
    )
    return f"{text}{_largest(found, 'chose {0} where their weights choose {1}')}"


def rounds_sentence(result: ClassTally) -> str:
    """Who moved between two rounds."""
    if result.rounds is None:
        if result.earlier is None:
            return ""
        before, after = result.earlier, result.votes.firsts.tolist()
        shifts = [
            f"{quoted(result.titles[place])} from {_count(before[place])} to {_count(after[place])}"
            for place in result.order
            if before[place] or after[place]
        ]
        return f"Since the first round: {listed(shifts[:MOST])}; nobody can be followed from one to the other"
    found = result.rounds
    people = counted(found.persons, "person", "people")
    text = f"{found.moved:,} of {people} who answered twice changed what is best for them"
    return f"{text}{_largest(found, 'went from {0} to {1}')}"


def _largest(found: Moves, form: str) -> str:
    if found.largest is None:
        return ""
    start, end, count = found.largest
    return f"; {count:,} {form.format(quoted(found.titles[start]), quoted(found.titles[end]))}"


def groups_sentence(result: ClassTally) -> str:
    """What most want in each group that can be shown apart."""
    parts = []
    for group in result.groups:
        most = max(range(len(group.firsts)), key=lambda place: (round(group.firsts[place], 9), -place))
        first = f"{quoted(result.titles[most])} for {_count(group.firsts[most])} of {group.persons:,}"
        parts.append(f"{quoted(group.title)}: {first}")
    return "; ".join(parts)


def _count(firsts: float) -> str:
    return without_zeros(fixed(firsts, 1))


def _titled(result: ClassTally, places: Sequence[int]) -> str:
    return _named([result.titles[place] for place in places])


def _named(titles: Sequence[str]) -> str:
    return listed([quoted(title) for title in titles], "or", most=MOST)
