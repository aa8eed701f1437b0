"""What of a decision tree is drawn: where it starts, how deep it goes, and what is closed or shown only once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from decision_model.analysis.choice.tree import Branch, Node
from decision_model.errors import ModelError, nearest
from decision_model.model.decision_model import DecisionModel
from decision_model.model.steps import Decision, Event, Outcome

FEW = 4
"""Branches of one node that are drawn before deeper steps are left out."""


@dataclass(frozen=True)
class Cut:
    """How a tree is made smaller.

    `depth` counts steps from the start, `only_best` leaves out what the policy rejects after the first `rivals` steps,
    of those at most `compared` options are drawn, `closed` draws rejected branches without what follows them, `fold`
    draws identical continuations once, `most` is how many branches of a node are drawn: what is chosen and what comes
    nearest to it, or what is likeliest.
    """

    depth: int | None = None
    only_best: bool = False
    closed: bool = False
    fold: bool = False
    rivals: int = 0
    compared: int | None = None
    most: int | None = None


@dataclass
class Twig:
    """A node as it is drawn, with the branch that leads to it.

    `best` says that the policy can come here from the start. `hidden` counts the ends that are not drawn below it,
    `dropped` those of its rejected branches. `mark` is its own letter where others refer to it, `same_as` the letter
    it refers to.
    """

    node: Node
    branch: Branch | None = None
    twigs: list[Twig] = field(default_factory=list)
    best: bool = True
    hidden: int = 0
    dropped: int = 0
    mark: str = ""
    same_as: str = ""

    @property
    def rejected(self) -> bool:
        return self.branch is not None and not self.branch.best

    def walk(self) -> Iterator[Twig]:
        yield self
        for twig in self.twigs:
            yield from twig.walk()


def rows_of(root: Twig) -> int:
    """How many rows a tree takes at least: one for every twig that nothing is drawn after."""
    return sum(1 for twig in root.walk() if not twig.twigs)


def cut(root: Node, rules: Cut) -> Twig:
    """The twigs of a tree after cutting."""
    return _Cutter(root, rules).twig(root, None, 0)


class _Cutter:
    def __init__(self, root: Node, rules: Cut):
        self.rules = rules
        self.ends: dict[int, int] = {}
        self.count(root)
        self.reached = {id(node) for node in _followed(root)}
        self.keys: dict[int, int] = {}
        self.known: dict[Hashable, int] = {}
        self.originals: dict[int, Node] = {}
        self.shared: set[int] = set()
        self.letters: dict[int, str] = {}
        if rules.fold:
            self.key(root)
            self.choose(root, None, 0, reached=True)
            self.choose(root, None, 0, reached=False)

    def count(self, node: Node) -> int:
        count = sum(self.count(branch.node) for branch in node.branches) if node.branches else 1
        self.ends[id(node)] = count
        return count

    def key(self, node: Node) -> int:
        """A number that identical continuations share."""
        parts = tuple((b.state.name, b.chance and round(b.chance, 12), b.best, self.key(b.node)) for b in node.branches)
        shares = tuple(f"{value:.9g}" for value in node.contributions.values())
        content = (node.step.name if node.step else None, f"{node.value:.9g}", shares, parts)
        key = self.known.setdefault(content, len(self.known))
        self.keys[id(node)] = key
        return key

    def idle(self, node: Node) -> bool:
        """An event after which everything is the same, whatever it brings."""
        keys = {self.keys[id(branch.node)] for branch in node.branches}
        return isinstance(node.step, Event) and len(node.branches) > 1 and len(keys) == 1

    def visible(self, node: Node, depth: int) -> tuple[Branch, ...]:
        """The branches that are drawn, in their order."""
        shown = node.branches
        if self.rules.only_best and depth >= self.rules.rivals and isinstance(node.step, Decision):
            shown = tuple(branch for branch in shown if branch.best)
        most = self.rules.most
        if depth < self.rules.rivals and self.rules.compared is not None and isinstance(node.step, Decision):
            most = self.rules.compared
        if most is None or len(shown) <= most:
            return shown
        first = sorted(shown, key=lambda branch: _rank(node, branch))[:most]
        kept = {id(branch) for branch in first}
        return tuple(branch for branch in shown if id(branch) in kept)

    def choose(self, node: Node, branch: Branch | None, depth: int, reached: bool) -> None:
        """Of the copies of a continuation the first is drawn whole, one that is reached before the others."""
        if self.stops(node, branch, depth):
            return
        if self.ends[id(node)] > 1 and self.originals.setdefault(self.keys[id(node)], node) is not node:
            self.shared.add(self.keys[id(node)])
            return
        for below in node.branches[:1] if self.idle(node) else self.visible(node, depth):
            if id(below.node) in self.reached or not reached:
                self.choose(below.node, below, depth + 1, reached)

    def stops(self, node: Node, branch: Branch | None, depth: int) -> bool:
        """Whether nothing is drawn below this node."""
        closed = self.rules.closed and branch is not None and not branch.best
        return bool(node.branches) and (closed or (self.rules.depth is not None and depth >= self.rules.depth))

    def twig(self, node: Node, branch: Branch | None, depth: int) -> Twig:
        twig = Twig(node, branch, best=id(node) in self.reached)
        if self.stops(node, branch, depth):
            twig.hidden = self.ends[id(node)]
            return twig
        key = self.keys.get(id(node))
        if key in self.shared:
            letter = self.letters.setdefault(key, letters(len(self.letters)))
            if self.originals[key] is not node:
                twig.same_as = letter
                return twig
            twig.mark = letter
        if self.rules.fold and self.idle(node):
            twig.twigs = [self.twig(node.branches[0].node, _whatever(node), depth + 1)]
            return twig
        if not node.branches:
            return twig
        visible = self.visible(node, depth)
        twig.twigs = [self.twig(below.node, below, depth + 1) for below in visible]
        twig.dropped = self.ends[id(node)] - sum(self.ends[id(below.node)] for below in visible)
        return twig


def _followed(root: Node) -> Iterator[Node]:
    """The nodes that the policy can come to from here, whether or not it comes here."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(branch.node for branch in node.branches if branch.best)


def _rank(node: Node, branch: Branch) -> tuple[bool, float]:
    """What of a node comes first: the options chosen, then those nearest to them in value; the likeliest outcomes."""
    if branch.chance is not None:
        return True, -round(branch.chance, 12)
    return not branch.best, float(f"{abs(branch.node.value - node.value):.9g}")


def _whatever(node: Node) -> Branch:
    """One branch for all the outcomes of an event that changes nothing."""
    titles = [branch.state.short or branch.state.title for branch in node.branches]
    text = f"{', '.join(titles[:-1])} or {titles[-1]}" if len(titles) < 4 else f"any of {len(titles)}"
    best = all(branch.best for branch in node.branches)
    return Branch(Outcome("", text), None, best, node.branches[0].node)


def letters(number: int) -> str:
    """A, B, ... Z, A1, B1, ..."""
    round_, letter = divmod(number, 26)
    return chr(ord("A") + letter) + (str(round_) if round_ else "")


def start_at(model: DecisionModel, root: Node, start: Mapping[str, str]) -> tuple[Node, tuple[Branch, ...]]:
    """The first node, a reached one before the others, to which a history with these states leads, and the way there.

    Raises ModelError for unknown names and for a history that no path has.
    """
    _check_names(model, start)
    starts = list(_starts(root, dict(start), ()))
    if not starts:
        raise ModelError(f"No path of the tree has {', '.join(f'{name}={state}' for name, state in start.items())}.")
    return next(((node, way) for node, way in starts if node.reached), starts[0])


def _starts(node: Node, states: dict[str, str], way: tuple[Branch, ...]) -> Iterator[tuple[Node, tuple[Branch, ...]]]:
    if not states:
        yield node, way
        return
    for branch in node.branches:
        assert node.step is not None
        if states.get(node.step.name, branch.state.name) == branch.state.name:
            rest = {name: state for name, state in states.items() if name != node.step.name}
            yield from _starts(branch.node, rest, (*way, branch))


def _check_names(model: DecisionModel, start: Mapping[str, str]) -> None:
    for name, state in start.items():
        if name not in model.steps:
            raise ModelError(f"'{name}' is not a step. {nearest(name, model.steps)}".strip())
        if state not in model.steps[name].state_names:
            raise ModelError(f"'{state}' is not on '{name}'. {nearest(state, model.steps[name].state_names)}".strip())


def ways(root: Node, whole: bool, fold: bool | None, rules: Cut, close: bool = False) -> tuple[Cut, ...]:
    """The cuts to try, mildest first: those asked for, then those that make a large tree readable.

    Where the choice is `close` what comes next to it is left out last of all.
    """
    if whole or fold is not None:
        return (replace(rules, fold=bool(fold)),)
    folded = replace(rules, fold=True)
    closed = replace(folded, closed=True)
    best = _only_best(root, replace(closed, only_best=True))
    alone = best.pop() if close and len(best) > 1 else None
    widths = [None, *_widths(root)]
    narrow = [replace(way, most=most) for way in (closed, *best) for most in widths]
    depths = range((rules.depth or 12) - 1, 0, -1)
    shallow = [replace(way, depth=depth, most=widths[-1]) for depth in depths for way in (closed, *best)]
    last = [replace(alone, depth=depth, most=widths[-1]) for depth in depths] if alone else []
    return (rules, folded, *narrow, *shallow, *last)


def _only_best(root: Node, rules: Cut) -> list[Cut]:
    """What is chosen now with all its rivals, then beside the first alone, then what the policy comes to alone."""
    now = _chosen_now(root)
    return [replace(rules, rivals=now), replace(rules, rivals=now, compared=2), rules] if now else [rules]


def _chosen_now(root: Node) -> int:
    """How many steps are decided before anything happens."""
    node, count = root, 0
    while isinstance(node.step, Decision):
        node, count = next(branch.node for branch in node.branches if branch.best), count + 1
    return count


def _widths(root: Node) -> list[int]:
    """How many branches of a node to try to draw, each time somewhat fewer, where some node has many."""
    widths, most = [], max(len(node.branches) for node in root.walk())
    while most > FEW:
        most = max(FEW, min(most - 1, round(0.9 * most)))
        widths.append(most)
    return widths
