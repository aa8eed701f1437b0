"""Where one person stands among the others: of these the shares alone, in an order that tells nothing of who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from decision_model.analysis.classroom.parts import FEWEST
from decision_model.interfaces.classroom_server.questions import Questions, RoomAnswer


@dataclass(frozen=True)
class StandingStrip:
    """One consideration: what share of its whole everybody gives it, in whole percent, `all` from low to high."""

    title: str
    all: tuple[int, ...]
    own: int
    median: float


def standing(questions: Questions, votes: Mapping[str, RoomAnswer], who: str) -> tuple[StandingStrip, ...]:
    """A strip for each weight; none for who has not answered, nor where the class is too small to hide anybody in."""
    if who not in votes or len(votes) < FEWEST:
        return ()
    columns = zip(*(whole_shares(questions, answer) for answer in votes.values()), strict=True)
    titles = [item.title for group in questions.groups for item in group.items]
    own = whole_shares(questions, votes[who])
    return tuple(
        StandingStrip(title, tuple(sorted(column)), mine, median(column))
        for title, column, mine in zip(titles, columns, own, strict=True)
    )


def whole_shares(questions: Questions, answer: RoomAnswer) -> list[int]:
    """An answer's weights as shares of their group in whole percent that add up to 100, as its phone shows them."""
    rest, found = iter(answer.weights), list[int]()
    for group in questions.groups:
        points = [next(rest) for _ in group.items]
        exact = [100 * value / sum(points) for value in points]
        whole = [int(share) for share in exact]
        order = sorted(range(len(points)), key=lambda place: whole[place] - exact[place])
        for place in order[: 100 - sum(whole)]:
            whole[place] += 1
        found += whole
    return found
