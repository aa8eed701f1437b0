"""Which nodes of a foreign tree are one step of a scenario, and in what order the steps stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx

from decision_model.interchange.amounts import Amount
from decision_model.interchange.names import UniqueNames, label_of
from decision_model.interchange.trees.chances import edge_name
from decision_model.interchange.trees.step_labels import step_label
from decision_model.interchange.trees.tree import ForeignTree, TreeNode

History = dict[str, str]
"""The state of each step on the way to a node, by their names."""

MOST_STEPS = 1_000
"""Steps of a scenario that is made of a tree."""

MOST_TRIES = 20
"""How often groups are formed anew before sets of information are said to have no order."""

Signature = tuple[Hashable, ...]


@dataclass(eq=False)
class TreePlace:
    """A node where it stands in the tree: what it looks like, and the place above with the branch from there."""

    node: TreeNode
    states: tuple[str, ...]
    above: TreePlace | None = None
    branch: int = 0
    signature: Signature = ()

    @cached_property
    def path(self) -> tuple[Signature, ...]:
        """What stands above it, from the root on."""
        return () if self.above is None else (*self.above.path, self.above.signature)


@dataclass(eq=False)
class TreeStep:
    """Nodes of the tree that are one decision or one event; all have the same branches."""

    name: str
    label: str
    kind: str
    states: dict[str, str]
    """The label of each state by its name, in the order of the first node."""
    places: list[TreePlace] = field(default_factory=list)

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each state by its label."""
        return {label: name for name, label in self.states.items()}

    @property
    def line(self) -> int:
        """Where the first of its nodes stands."""
        return self.places[0].node.line


@dataclass(frozen=True)
class Steps:
    """The steps in order; the histories of all places, and the state that each branch of a place is."""

    steps: list[TreeStep]
    of_place: dict[TreePlace, TreeStep]
    ends: list[TreePlace]

    @cached_property
    def ends_after(self) -> Counter[TreeStep]:
        """How many ends come after each step; no step is twice on a path."""
        found: Counter[TreeStep] = Counter()
        for end in self.ends:
            above = end.above
            while above is not None:
                found[self.of_place[above]] += 1
                above = above.above
        return found

    def state(self, place: TreePlace, branch: int) -> str:
        """The name of the state that a branch of a place leads to."""
        return self.of_place[place].names[place.states[branch]]

    def history(self, place: TreePlace) -> History:
        """The states on the way to a place."""
        states: list[tuple[str, str]] = []
        while place.above is not None:
            states.append((self.of_place[place.above].name, self.state(place.above, place.branch)))
            place = place.above
        return dict(reversed(states))


def tree_steps(tree: ForeignTree, names: UniqueNames) -> Steps:
    """The steps of a tree; nodes with the same name and the same branches, on paths apart, are one step.

    Nodes of which neither the name nor a branch is named are one step where all that follows is equal.
    """
    places: list[TreePlace] = []
    ends: list[TreePlace] = []
    for root in tree.roots:
        for place in _places(root):
            (places if place.node.kind != "end" else ends).append(place)
    _sign(places)
    groups = _grouped(tree, places)
    if len(groups) > MOST_STEPS:
        message = f"this tree has {len(groups):,} decisions and chances of which no two are alike."
        raise tree.file.refused(message, "Give what is the same the same names.", places[0].node.line, "tree-large")
    ordered = _ordered(groups)
    of_place: dict[TreePlace, TreeStep] = {}
    steps: list[TreeStep] = []
    labels: set[str] = set()
    for group in ordered:
        step = _step(group, names, _label(group, tree.title, labels))
        steps.append(step)
        of_place.update(dict.fromkeys(group, step))
    return Steps(steps, of_place, ends)


def _places(root: TreeNode) -> Iterator[TreePlace]:
    waiting = [TreePlace(root, _states(root))]
    while waiting:
        place = waiting.pop()
        yield place
        waiting += [
            TreePlace(edge.child, _states(edge.child), place, branch)
            for branch, edge in reversed(list(enumerate(place.node.edges)))
        ]


def _states(node: TreeNode) -> tuple[str, ...]:
    """The labels of the branches, each once; those without any are counted.

    A branch may be called like what it leads to, but not where other nodes of a set have to have the same branches.
    """
    word = "Option" if node.kind == "decision" else "Outcome"
    names = [edge_name(edge) if node.told_apart is None else edge.label for edge in node.edges]
    given = [" ".join(name.split()) or f"{word} {number}" for number, name in enumerate(names, 1)]
    seen: Counter[str] = Counter()
    taken, labels = set(given), []
    for label in given:
        seen[label] += 1
        own = label
        while seen[label] > 1 and (own in taken):
            own = f"{label} ({seen[label]})"
            seen[label] += own in taken
        taken.add(own)
        labels.append(own)
    return tuple(labels)


def _sign(places: Sequence[TreePlace]) -> None:
    """Give each place what it looks like; one that looks like another above it on its path is the next of its kind."""
    wholes: dict[int, Hashable] = {}
    known: dict[Hashable, int] = {}
    for place in reversed(places):
        wholes[id(place.node)] = known.setdefault(_whole(place.node, wholes), len(known))
    for place in places:
        node = place.node
        named = node.label or any(edge_name(edge) for edge in node.edges)
        looks: Hashable = (node.label, frozenset(place.states)) if named else wholes[id(node)]
        signature = (node.kind, looks)
        earlier = sum(above[:2] == signature for above in place.path)
        place.signature = (*signature, earlier)


def _whole(node: TreeNode, wholes: dict[int, Hashable]) -> Hashable:
    """A node with all that follows, to be compared."""
    edges = tuple(
        (edge.label, _plain(edge.chance), _payoffs(edge), edge.child.label, wholes.get(id(edge.child), "end"))
        for edge in node.edges
    )
    return node.kind, node.label, node.told_apart, edges


def _payoffs(edge: object) -> Hashable:
    payoffs = getattr(edge, "payoffs", {})
    return tuple(sorted((name, str(amount.written)) for name, amount in payoffs.items()))


def _plain(chance: object) -> Hashable:
    return str(chance.written) if isinstance(chance, Amount) else str(chance)


def _grouped(tree: ForeignTree, places: Sequence[TreePlace]) -> dict[Hashable, list[TreePlace]]:
    """The places that are one step each.

    Groups that would come before one another are taken apart, and so are those in which what is known cannot be said
    by naming steps; a set of information is never taken apart.
    """
    keys: dict[TreePlace, Hashable] = {place: place.signature for place in places}
    for _ in range(MOST_TRIES):
        _take_apart_circles(places, keys)
        torn = _torn_sets(places, keys)
        if not torn:
            return _by_key(places, keys)
        for place in torn:
            keys[place] = ("set", place.node.kind, place.node.told_apart)
    message = "the sets of information of this game have no order in time: one comes before and after another."
    remedy = "Give the nodes of such sets names of their own, so that each set stands at one point in time."
    raise tree.file.refused(message, remedy, places[0].node.line, "information-sets")


def _take_apart_circles(places: Sequence[TreePlace], keys: dict[TreePlace, Hashable]) -> None:
    """Give places of their own name to those whose groups come before one another."""
    while True:
        graph = _graph(places, keys)
        circles = [part for part in nx.strongly_connected_components(graph) if len(part) > 1]
        circles += [{key} for key in nx.nodes_with_selfloops(graph)]
        if not circles:
            return
        apart: set[Hashable] = set().union(*circles)
        for place in places:
            if keys[place] in apart:
                own: Hashable = (place.path, place.signature)
                keys[place] = own if keys[place] != own else (place.path, place.signature, id(place))


def _torn_sets(places: Sequence[TreePlace], keys: dict[TreePlace, Hashable]) -> list[TreePlace]:
    """Places of sets of information that are spread over steps, or not told from others by what steps were."""
    sets: dict[Hashable, list[TreePlace]] = {}
    for place in places:
        if place.node.told_apart is not None:
            sets.setdefault(place.node.told_apart, []).append(place)
    shared = {name: own for name, own in sets.items() if len(own) > 1}
    torn = {place for own in shared.values() if len({keys[place] for place in own}) > 1 for place in own}
    for group in _by_key([place for own in shared.values() for place in own], keys).values():
        key = keys[group[0]]
        everyone = [place for place in places if keys[place] == key]
        if not _can_be_said(everyone, keys):
            torn |= {place for place in everyone if place.node.told_apart in shared}
    return [place for place in torn if keys[place] != ("set", place.node.kind, place.node.told_apart)]


def _can_be_said(group: Sequence[TreePlace], keys: dict[TreePlace, Hashable]) -> bool:
    """Whether the sets of one step are set apart by the states of steps on which each of them agrees."""
    sets: dict[Hashable, list[dict[Hashable, str]]] = {}
    for place in group:
        own: Hashable = id(place) if place.node.told_apart is None else place.node.told_apart
        sets.setdefault(own, []).append(_way(place, keys))
    names = {name for ways in sets.values() for way in ways for name in way}
    known = [name for name in names if all(len({way.get(name) for way in ways}) == 1 for ways in sets.values())]
    return len({tuple(ways[0].get(name) for name in known) for ways in sets.values()}) == len(sets)


def _way(place: TreePlace, keys: dict[TreePlace, Hashable]) -> dict[Hashable, str]:
    """The states on the way to a place, by the groups."""
    way: dict[Hashable, str] = {}
    while place.above is not None:
        way[keys[place.above]] = place.above.states[place.branch]
        place = place.above
    return way


def _by_key(places: Sequence[TreePlace], keys: dict[TreePlace, Hashable]) -> dict[Hashable, list[TreePlace]]:
    groups: dict[Hashable, list[TreePlace]] = {}
    for place in places:
        groups.setdefault(keys[place], []).append(place)
    return groups


def _graph(places: Sequence[TreePlace], keys: dict[TreePlace, Hashable]) -> nx.DiGraph[Hashable]:
    graph: nx.DiGraph[Hashable] = nx.DiGraph()
    for place in places:
        graph.add_node(keys[place])
        if place.above is not None:
            graph.add_edge(keys[place.above], keys[place])
    return graph


def _ordered(groups: dict[Hashable, list[TreePlace]]) -> list[list[TreePlace]]:
    """The groups, each after those that stand above it in the tree, else as they come in the file."""
    keys = {place: key for key, group in groups.items() for place in group}
    rank = {key: number for number, key in enumerate(groups)}
    graph = _graph(list(keys), keys)
    return [groups[key] for key in nx.lexicographical_topological_sort(graph, key=rank.__getitem__)]


def _label(group: list[TreePlace], title: str, taken: set[str]) -> str:
    """What a step is called, other than all before it."""
    first, leads = group[0], [_leads(place) for place in group]
    label = step_label(first.node.kind, list(first.states), leads, first.node.label, title)
    after = f"{label} after {leads[0]}"
    if label in taken and len(set(leads)) == 1 and leads[0] and not first.node.label and " after " not in label.lower():
        label = after
    own, number = label, 2
    while own in taken:
        own, number = f"{label} ({number})", number + 1
    taken.add(own)
    return own


def _step(group: list[TreePlace], names: UniqueNames, label: str) -> TreeStep:
    first = group[0]
    is_decision = first.node.kind == "decision"
    otherwise, each = ("decision", "option") if is_decision else ("event", "outcome")
    has_word = any(letter.isalnum() for letter in label.replace(" or ", ""))
    own = UniqueNames()
    states = {own.name(_SIGNS.get(state, state), each): state for state in first.states}
    name = names.name(label if has_word else otherwise, otherwise)
    return TreeStep(name, label, first.node.kind, states, group)


_SIGNS = {"+": "plus", "-": "minus", "\N{MINUS SIGN}": "minus"}


def _leads(place: TreePlace) -> str:
    """The label of the branch that leads to a place; empty for a root."""
    return "" if place.above is None else place.above.states[place.branch]


def state_entries(step: TreeStep) -> dict[str, str]:
    """The options or outcomes as the language writes them."""
    return {name: label_of(label, name) or label for name, label in step.states.items()}
