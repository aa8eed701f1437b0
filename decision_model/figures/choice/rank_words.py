"""The words of a ranking, and what it would take for the runner-up to draw level."""

from __future__ import annotations

from dataclasses import dataclass

from decision_model.analysis.choice.rank import Ranked, Ranking
from decision_model.analysis.units import total_word
from decision_model.figures.page.words import Words, source_line
from decision_model.words.amounts import Amounts
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, counted, listed, sentence


def ranking_words(ranking: Ranking, amounts: Amounts) -> Words:
    """Title, subtitle, source line and description of a ranking."""
    return Words(
        _title(ranking, amounts),
        _subtitle(ranking, amounts),
        source_line(ranking.model),
        _description(ranking, amounts),
    )


def _title(ranking: Ranking, amounts: Amounts) -> str:
    rows = ranking.ranked
    if not rows:
        return "No combination can be taken"
    leaders = [row.title for row in rows if row.rank == 1]
    if ranking.adapts:
        best = amounts.phrase(float(ranking.best_plan.total))
        fixed = f"{listed(leaders, most=3)}, fixed in advance, {amounts.text(rows[0].total)}"
        return f"To decide as things turn out is worth {best}; {fixed}"
    if len(leaders) > 1:
        return f"{listed(leaders, most=3)} tie at {amounts.phrase(rows[0].total)}"
    if len(rows) == 1:
        return f"{leaders[0]} is the one combination, at {amounts.phrase(rows[0].total)}"
    lead = f"{leaders[0]} leads by {amounts.gap(rows[1].gap)}"
    return f"{lead}; {need}" if (need := tie_words(ranking)) else lead


def tie_words(ranking: Ranking) -> str:
    """'a tie would need Allied unity at 41% instead of 30%', where that can be said exactly."""
    found = nearest_tie(ranking)
    if found is None:
        return ""
    title = next(leaf.title for leaf in ranking.model.leaves if leaf.name == found.name)
    if found.weight < 1e-9:
        return f"a tie would need no weight at all on {title}"
    return f"a tie would need {title} at {percent(found.weight)} of the weight, not {percent(found.now)}"


@dataclass(frozen=True)
class Tie:
    """The weight of one consideration, the others in proportion, at which the first two rows are level."""

    name: str
    weight: float
    now: float


def nearest_tie(ranking: Ranking) -> Tie | None:
    """The smallest change of one weight that makes the two first rows level.

    With T the total, c = w v the contribution of a consideration of weight w, and the others kept in proportion,
    T(w') = (1 - w') (T - c) / (1 - w) + w' v, linear in w'. Exact when no choice is left open by the ranking.
    """
    model = ranking.model
    closed = set(ranking.by) >= {decision.name for decision in model.decisions}
    additive = model.total_rule.linear_in_weights and not model.interactions
    if not (closed and additive) or len(ranking.ranked) < 2 or ranking.ranked[1].rank == 1:
        return None
    first, second = ranking.ranked[:2]
    ties = [tie for name, now in model.weights.items() if (tie := _tie(first, second, name, float(now)))]
    return min(ties, key=lambda tie: abs(tie.weight - tie.now), default=None)


def _tie(first: Ranked, second: Ranked, name: str, now: float) -> Tie | None:
    if not 0 < now < 1:
        return None
    gap = first.total - second.total
    own = first.contributions[name] - second.contributions[name]
    rest, each = (gap - own) / (1 - now), own / now
    if rest == each or not 0 <= (level := rest / (rest - each)) <= 1:
        return None
    return Tie(name, level, now)


def _subtitle(ranking: Ranking, amounts: Amounts) -> str:
    model = ranking.model
    by = listed([model.steps[name].title for name in ranking.by], most=6)
    rest = "" if set(ranking.by) >= {each.name for each in model.decisions} else ", the other decisions at their best"
    return f"{model.title}. {capital(total_word(model))} by {by}{rest}"


def _description(ranking: Ranking, amounts: Amounts) -> str:
    model = ranking.model
    parts = [f"Stacked bars of the {total_word(model)} of {counted(len(ranking.ranked), 'combination')}, best first"]
    for row in ranking.with_plan[:12]:
        behind = f", {amounts.gap(row.gap)} behind" if row.gap else ""
        parts.append(f"{f'{row.rank}. ' if row.rank else ''}{row.title}: {amounts.text(row.total)}{behind}")
    if len(ranking.ranked) > 12:
        parts.append(f"{len(ranking.ranked) - 12} more follow")
    parts.append(_made_of(ranking, amounts))
    parts += [f"{out.title} cannot be taken: {out.reason}" for out in ranking.excluded[:12]]
    return " ".join(sentence(part) for part in parts if part)


def _made_of(ranking: Ranking, amounts: Amounts) -> str:
    if not ranking.ranked:
        return ""
    leader = ranking.ranked[0]
    titles = {leaf.name: leaf.title for leaf in ranking.model.leaves}
    said = [f"{titles[name]} {amounts.text(part)}" for name, part in leader.contributions.items()]
    return f"The total of {leader.title} is made of {listed(said, most=20)}"
