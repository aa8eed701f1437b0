"""What the page says before its script runs, and where it does not run at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.sources.judged_claim import ClaimVerdict
from decision_model.interfaces.explorer.shares import PAGE_DRAWS, held_fixed
from decision_model.interfaces.explorer.static_ranking import adapting_sentence, ranking_lists, rankings
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels
from decision_model.words.amounts import Amounts, adding_up
from decision_model.words.names import quoted
from decision_model.words.sentences import listed

HUNDRED = 100
HINTS = {
    False: "Only the proportions count.",
    True: "Each is what the best value alone would be worth; they need not add up to 100.",
}
COLOURS = "Colours and patterns show where the points come from."
FIRST_IN = (
    "“First in” is the share of the weights that the file admits under which a plan leads its list, at the numbers "
    f"and what-ifs of the moment; “about” where it is counted over {PAGE_DRAWS:,} random trials."
)


def static_text(model: DecisionModel, solution: Solution, amounts: Amounts, data: dict[str, Any]) -> dict[str, Any]:
    """What the page says before its script runs, and where it does not run at all."""
    structure = data["structures"][0]
    found = rankings(model, structure)
    whole = found.get("plans", found.get("now"))
    return {
        "answer": data["statement"]["headline"],
        "more": " ".join(filter(None, (data["statement"]["verdict"], adapting_sentence(found.get("plans"))))),
        "plan": [sentence.split(": ", 1) for sentence in solution.plan],
        "lists": list(ranking_lists(found, structure)),
        "weighed": bool(model.weights),
        "weights": weight_items(data["considerations"], share_texts(model)) if model.weights else [],
        "claims": [
            (claim.text, claim_data.get("verdict", ClaimVerdict.untestable.value))
            for claim, claim_data in zip(model.claims, data["claims"], strict=True)
        ],
        "totals_unit": _totals_unit(whole.amounts if whole else amounts),
        "legend": f"; {model.better} is better.",
        "colours": COLOURS if len(model.leaves) > 1 else "",
        "shares_note": _shares_note(model, data),
        "hint": HINTS[model.total_rule.has_weights and not model.total_rule.weights_are_shares],
    }


def share_texts(model: DecisionModel) -> dict[str, str]:
    """What share of the total each leaf has, in whole percents that add up to 100; nothing but 0 reads 0."""
    weights = {leaf.name: float(model.weights[leaf.name]) for leaf in model.leaves}
    whole = sum(weights.values()) or 1.0
    shares = {name: HUNDRED * weight / whole for name, weight in weights.items()}
    return adding_up(shares, sum(shares.values()), Amounts(decimals=0))


def weight_items(considerations: Sequence[Mapping[str, Any]], shares: Mapping[str, str]) -> list[dict[str, Any]]:
    """The value tree, each consideration with its title, its share and those `inside` it."""
    items = []
    for consideration in considerations:
        inside = weight_items(consideration.get("inside", ()), shares)
        share = summed([item["share"] for item in inside]) if inside else shares[consideration["name"]]
        items.append({"title": consideration["title"], "share": share, "inside": inside})
    return items


def summed(shares: Sequence[str]) -> str:
    """Whole percents added up; nothing but 0 reads 0."""
    whole = sum(int(share) for share in shares if not share.startswith("<"))
    return str(whole) if whole or set(shares) <= {"0"} else "<1"


def _totals_unit(amounts: Amounts) -> str:
    """What totals are counted in."""
    if amounts.weighted:
        return "Totals from 0 to 100"
    return f"Totals in {amounts.unit}" if amounts.unit else "Totals"


def _shares_note(model: DecisionModel, data: dict[str, Any]) -> str:
    """What the shares of first places mean, where there are any."""
    lists = [data["structures"][0][name] for name in ("plans", "now")]
    if not any(rows and rows["shares"] for rows in lists):
        return ""
    held = [quoted(consideration_labels(model)[name]) for name in held_fixed(model)]
    return f"{FIRST_IN} Weights inside {listed(held)} stay as they are set." if held else FIRST_IN
