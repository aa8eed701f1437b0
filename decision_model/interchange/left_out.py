"""What of a decision tree a drawing leaves out, and where its reader sees that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from decision_model.figures.tree.cutting import Twig
from decision_model.interchange.draft import Remark
from decision_model.model.steps import Decision
from decision_model.words.sentences import counted

REJECTED, LATER, UNLIKELY = "options that are not taken", "later steps", "less likely outcomes"


def left_out(root: Twig, ends: int) -> tuple[Remark, ...]:
    """What to say of a drawing of a tree that has so many ends: which of them it leaves out, and what is drawn once."""
    twigs = list(root.walk())
    remarks = []
    if any(twig.same_as for twig in twigs):
        remarks.append(Remark("changed", "parts of the tree that are alike are drawn once, under a letter"))
    if any(times > 1 for twig in twigs for _, times in _below(twig)):
        remarks.append(Remark("changed", "outcomes after which all is the same are drawn once, on one branch"))
    found = _counted(root, {twig.mark: twig for twig in twigs if twig.mark})
    if found:
        parts = ", ".join(f"{found[why]:,} behind {why}" for why in (REJECTED, LATER, UNLIKELY) if found[why])
        message = f"the tree is cut: {sum(found.values()):,} of its {counted(ends, 'end')} are not drawn ({parts})"
        remarks.append(Remark("lost", f"{message}; '+... more' marks the places"))
    return tuple(remarks)


def _counted(twig: Twig, marked: dict[str, Twig]) -> Counter[str]:
    """The ends that are left out below a twig, by what leads to them."""
    drawn = marked[twig.same_as] if twig.same_as else twig
    found: Counter[str] = Counter()
    if drawn.hidden:
        found[REJECTED if drawn.rejected else LATER] += drawn.hidden
    if drawn.dropped:
        found[REJECTED if isinstance(drawn.node.step, Decision) else UNLIKELY] += drawn.dropped
    for each, times in _below(drawn):
        for why, count in _counted(each, marked).items():
            found[why] += count * times
    return found


def _below(twig: Twig) -> Iterator[tuple[Twig, int]]:
    """The twigs that follow, and for how many branches each of them stands."""
    whole = twig.twigs[0].branch if len(twig.twigs) == 1 else None
    alike = whole is not None and not whole.state.name and whole.chance is None and len(twig.node.branches) > 1
    yield from ((each, len(twig.node.branches) if alike else 1) for each in twig.twigs)
