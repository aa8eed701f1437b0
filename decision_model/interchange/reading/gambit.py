"""Games of one player in Gambit's extensive form: a decision tree with sets of information."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from decision_model.interchange.amounts import Amount, constant, number_of
from decision_model.interchange.draft import Draft, ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.trees.chances import check_depth
from decision_model.interchange.trees.drafting import tree_draft
from decision_model.interchange.trees.tree import MOST_NODES, Edge, ForeignCriterion, ForeignTree, TreeNode
from decision_model.words.sentences import counted, listed

TITLE = "Gambit game of one player"

_TOKEN = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([{}])|,|([^\s{}",]+))', re.DOTALL)
MOST_WORDS = 40 * MOST_NODES
"""Words, texts and brackets of a file."""
_NUMBERED = re.compile(r"(.+) \(\d+\)", re.DOTALL)
_ANYBODY = re.compile(r"\s*(?:player)?\s*\d*\s*", re.IGNORECASE)


def recognises(file: ForeignFile) -> bool:
    """A file that begins with EFG."""
    return bool(re.match(r"\s*EFG\s", file.head))


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The game as a scenario; the player wants the highest payoff unless the choice says otherwise."""
    tree = _Game(files[0]).tree()
    tree.lowest = choices.goal == "lowest"
    return tree_draft(tree, TITLE)


@dataclass(frozen=True)
class Token:
    """A text in quotes, a bracket, or a word, and its line."""

    kind: str
    text: str
    line: int


@dataclass
class _Game:
    file: ForeignFile
    tokens: list[Token] = field(default_factory=list)
    next: int = 0
    sets: dict[tuple[str, str], tuple[str, list[tuple[str, Amount | None]]]] = field(default_factory=dict)
    outcomes: dict[str, tuple[str, Amount]] = field(default_factory=dict)

    def tree(self) -> ForeignTree:
        self.tokens = list(self.words())
        self.take("word")
        version, numbers = self.take("word"), self.take("word")
        if version.text != "2" or numbers.text not in ("R", "D"):
            raise self.file.refused("only the version 'EFG 2' of this format is read.", "", version.line, "no-version")
        title = self.take("text").text
        players = self.names()
        if len(players) != 1:
            message = (
                f"this game has {counted(len(players), 'player')}: {listed(players)}." if players else "nobody plays."
            )
            remedy = "A decision has one player: make the others' moves chances, and save it again."
            raise self.file.refused(message, remedy, self.line, "several-players")
        note = self.take("text").text if self.peek() == "text" else ""
        root, start = self.node({}, 1)
        if self.next < len(self.tokens):
            raise self.file.refused("the game is over, and the file goes on here.", "", self.line, "no-game")
        _without_numbers(root)
        tree = ForeignTree(self.file, [root], title, note)
        tree.criteria = [ForeignCriterion("payoff", "Payoff", start=start)]
        tree.decision_maker = "" if _ANYBODY.fullmatch(players[0]) else players[0]
        return tree

    def words(self) -> list[Token]:
        text, place, line = self.file.text, 0, 1
        found: list[Token] = []
        while match := _TOKEN.match(text, place):
            kind = {1: "text", 2: "bracket", 3: "word"}.get(match.lastindex or 0)
            if kind is not None:
                begin = match.start(match.lastindex or 0)
                own_line = line + text.count("\n", place, begin)
                if len(found) >= MOST_WORDS:
                    message = f"this tree has more than {MOST_NODES:,} nodes."
                    raise self.file.refused(message, "Is it the right file?", line, "tree-large")
                found.append(Token(kind, re.sub(r"\\(.)", r"\1", match[match.lastindex or 0]), own_line))
            line += text.count("\n", place, match.end())
            place = match.end()
        if text[place:].strip():
            raise self.file.refused("a text begins here and does not end.", "Close the quotes.", line, "no-game")
        return found

    @property
    def line(self) -> int:
        """The line of what comes next, or of the end."""
        last = len(self.tokens) - 1
        return self.tokens[min(self.next, last)].line if self.tokens else 1

    def peek(self) -> str:
        """What kind comes next: text, word, or a bracket itself."""
        if self.next >= len(self.tokens):
            return ""
        token = self.tokens[self.next]
        return token.text if token.kind == "bracket" else token.kind

    def take(self, kind: str) -> Token:
        if self.peek() != kind:
            what = {"text": "a text in quotes", "word": "a number or a word"}.get(kind, f"'{kind}'")
            message = f"{what} is missing here." if self.peek() else "the file breaks off."
            raise self.file.refused(message, "Was it cut?", self.line, "no-game")
        self.next += 1
        return self.tokens[self.next - 1]

    def names(self) -> list[str]:
        """Texts in braces."""
        self.take("{")
        found = []
        while self.peek() == "text":
            found.append(self.take("text").text)
        self.take("}")
        return found

    def number(self) -> Amount:
        token = self.take("word")
        exact = number_of(token.text)
        if exact is None:
            raise self.file.refused(f"'{token.text[:40]}' is no number.", "", token.line, "no-game")
        return constant(exact)

    def node(self, met: dict[str, int], depth: int) -> tuple[TreeNode, Amount | None]:
        """A node with all that follows, and what coming to it pays; `met` are the sets on the way, with their lines."""
        line = self.line
        check_depth(self.file, depth, line)
        kind, label = self.take("word").text, self.take("text").text
        if kind not in ("c", "p", "t"):
            message = f"'{kind[:40]}' is no kind of node; they are c, p and t."
            raise self.file.refused(message, "", line, "no-game")
        if kind == "t":
            name, payoff = self.outcome()
            return TreeNode("end", label or name, line), payoff
        player = self.take("word").text if kind == "p" else ""
        number = self.take("word").text
        if kind == "p" and player != "1":
            raise self.file.refused(f"player {player[:20]} is not named above.", "", line, "several-players")
        if kind == "p" and number in met:
            message = (
                f"the set of information {number[:20]} is met twice on one path (first in line {met[number]}): whoever "
                "decides there has forgotten having decided."
            )
            remedy = "Such a player may do best by tossing a coin, which no plan here can say; give the nodes own sets."
            raise self.file.refused(message, remedy, line, "absent-minded")
        name, actions = self.set((kind, number))
        _, payoff = self.outcome()
        node = TreeNode("decision" if kind == "p" else "chance", label or name, line)
        node.told_apart = number if kind == "p" else None
        below = {**met, number: line} if kind == "p" else met
        for action, chance in actions:
            child, paid = self.node(below, depth + 1)
            edge = Edge(action, child, chance, {} if paid is None else {"payoff": paid}, child.line)
            node.edges.append(edge)
        return node, payoff

    def set(self, key: tuple[str, str]) -> tuple[str, list[tuple[str, Amount | None]]]:
        """Name and actions of a set; what was said of it before need not stand again."""
        before = self.sets.get(key, ("", []))
        name = self.take("text").text if self.peek() == "text" else before[0]
        actions = before[1]
        if self.peek() == "{":
            self.take("{")
            stated: list[tuple[str, Amount | None]] = []
            while self.peek() == "text":
                action = self.take("text").text
                stated.append((action, self.number() if key[0] == "c" else None))
            line = self.line
            self.take("}")
            if key[0] == "p" and actions and [each for each, _ in stated] != [each for each, _ in actions]:
                message = f"the set of information {key[1][:20]} has other actions here than before."
                raise self.file.refused(message, "", line, "no-game")
            actions = stated
        if not actions:
            raise self.file.refused(f"the set of information {key[1][:20]} has no actions.", "", self.line, "no-game")
        self.sets[key] = name, actions
        return self.sets[key]

    def outcome(self) -> tuple[str, Amount | None]:
        """Name and payoff of an outcome; 0 is none, and what was said of it before need not stand again."""
        token = self.take("word")
        if token.text == "0":
            return "", None
        name = self.take("text").text if self.peek() == "text" else ""
        if self.peek() == "{":
            self.take("{")
            payoff = self.number()
            if self.peek() == "word":
                raise self.file.refused("an outcome pays more than one player.", "", self.line, "several-players")
            self.take("}")
            self.outcomes[token.text] = name, payoff
        if token.text not in self.outcomes:
            raise self.file.refused(f"the outcome {token.text[:20]} is described nowhere.", "", token.line, "no-game")
        return self.outcomes[token.text]


def _without_numbers(root: TreeNode) -> None:
    """Take off the numbers that nodes of one name have behind it, as Gambit lets no two be called the same."""
    inner = [node for node in root.walk() if node.kind != "end"]
    labels = {(node.kind, node.label) for node in inner}
    for node in inner:
        match = _NUMBERED.fullmatch(node.label)
        if match and (node.kind, match[1]) in labels:
            node.label = match[1]


READER = Reader("efg", TITLE, (".efg",), recognises, read, order=10, asks=("goal",))
