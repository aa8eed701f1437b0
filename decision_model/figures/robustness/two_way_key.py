"""The key of a map of plans: what sets its regions apart, told once where several share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision_model.analysis.combinations import decided_now
from decision_model.analysis.plan_titles import plan_titles
from decision_model.analysis.robustness.sensitivity.optimal_regions import Region
from decision_model.figures.page.layout import Block, block
from decision_model.model import DecisionModel
from decision_model.model.labels import state_labels
from decision_model.words.percent import percent
from decision_model.words.sentences import listed


@dataclass(frozen=True)
class RegionName:
    """A region's place in the list, what it is called, and what it shares with its neighbours in the key if any."""

    place: int
    name: str
    group: str = ""


@dataclass(frozen=True)
class PlacedName:
    """An entry set, with its share of the map; its top from that of the key."""

    entry: RegionName
    top: float
    name: Block


@dataclass(frozen=True)
class Key:
    """Entries in their places, the heads of groups with their tops, and the height of all."""

    entries: tuple[PlacedName, ...]
    heads: tuple[tuple[float, Block], ...]
    height: float


def entries(model: DecisionModel, regions: Sequence[Region]) -> tuple[RegionName, ...]:
    """Regions by what is decided now in them, the largest first; within that, only in what they differ.

    A region that is alone in what is decided now has that for a name, and no group.
    """
    groups: dict[str, list[int]] = {}
    for place, region in enumerate(regions):
        groups.setdefault(_now(model, region), []).append(place)
    found: list[RegionName] = []
    for now, places in groups.items():
        if len(places) == 1:
            found.append(RegionName(places[0], now if len(groups) > 1 else regions[places[0]].title))
            continue
        names = plan_titles(model, [regions[place].solution for place in places])
        if len(set(names)) < len(names):  # combinations may be told apart where their plans are not
            names = tuple(regions[place].title for place in places)
        found += [RegionName(place, name, now) for place, name in zip(places, names, strict=True)]
    return tuple(found)


def _now(model: DecisionModel, region: Region) -> str:
    """The options that a region's plan takes before anything becomes known; where some are level all their names."""
    if region.level:
        return listed([region.title, *region.level])
    names = decided_now(model)
    labels = state_labels(model, names)
    taken = dict.fromkeys(
        labels[choice.decision, choice.options[0]] for choice in region.solution.taken if choice.decision in names
    )
    return ", ".join(taken) or region.title


def set_key(found: Sequence[RegionName], regions: Sequence[Region], room: float, sizes: tuple[float, float]) -> Key:
    """The key in a room of this width; `sizes` are those of names and of heads. A sign takes 1.6 ems on the left."""
    size, large = sizes
    heads, placed, top, group = [], [], 0.0, found[0].group
    for number, entry in enumerate(found):
        top += 0.4 * size if entry.group != group else 0.0
        if entry.group and (number == 0 or entry.group != group):
            head = block(entry.group, room, large, "bold")
            heads.append((top, head))
            top += head.height + 0.2 * size
        group = entry.group
        text = f"{entry.name} ({percent(regions[entry.place].share)} of the map)"
        name = block(text, room - 1.6 * large, size if group else large)
        placed.append(PlacedName(entry, top, name))
        top += max(name.height, 1.2 * large) + 0.45 * size
    return Key(tuple(placed), tuple(heads), top)
