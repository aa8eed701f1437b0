"""What was handed in, beside the solution: points by the rubric, a sentence for each item and one for the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from decision_model.analysis.choice.best_plan import best_plan_headline
from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.result import Result
from decision_model.analysis.statement import Statement
from decision_model.courses.comparing import compare
from decision_model.courses.comparing.pair import Credit, Pair
from decision_model.courses.items import CONSIDERATION, NUMBER, RULE, STEP, Askable, find_item, items
from decision_model.courses.mending import mended
from decision_model.courses.questions import title_of
from decision_model.courses.rubric import MISTAKE, POINTS, Rubric, Task
from decision_model.courses.sides import ModelSide
from decision_model.errors import ModelError, Problem
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.decision_model import DecisionModel
from decision_model.model.number_index import renumbered
from decision_model.scenario.builder import ScenarioDraft, draft
from decision_model.words.names import quoted
from decision_model.words.sentences import capital, counted, listed, sentence

MOST_NAMED = 3
"""Things that a sentence names at most."""
MOST_PROBLEMS = 5
"""Problems of a file that are told."""


@dataclass(frozen=True)
class Marked:
    """The points for one item of a rubric, of how many, and a sentence of feedback."""

    title: str
    points: float
    of: float
    feedback: str


@dataclass(frozen=True)
class Paper:
    """What one student handed in: the points of each item, what is to be said of the whole, and what is wrong.

    `same_plan` says whether the best plan is the solution's; None where the file has none.
    """

    student: str
    marks: tuple[Marked, ...]
    whole: str
    same_plan: bool | None
    problems: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """All the points together."""
        return sum(mark.points for mark in self.marks)


@dataclass(frozen=True, repr=False)
class Grades(Result):
    """The answer of `grade`: a paper for each student, in the order in which they came."""

    model: DecisionModel
    rubric: Rubric
    papers: tuple[Paper, ...]

    @property
    def statement(self) -> Statement:
        total = _plain(self.rubric.total)
        if not self.papers:
            return Statement("Nothing was handed in")
        points = sorted(paper.points for paper in self.papers)
        mean = sum(points) / len(points)
        full = sum(paper.points >= self.rubric.total - 1e-9 for paper in self.papers)
        what = f"{counted(len(points), 'paper')}: {_plain(mean)} of {total} points on average"
        detail = f"From {_plain(points[0])} to {_plain(points[-1])}; {full} with all points"
        unread = sum(bool(paper.problems) for paper in self.papers)
        reasons = (f"{counted(unread, 'file has', 'files have')} problems",) if unread else ()
        return Statement(what, detail, (*reasons, *self._hardest()))

    def _hardest(self) -> Iterator[str]:
        """What fewest got right."""
        by_item = list(zip(*(paper.marks for paper in self.papers), strict=True))
        earned = [(sum(mark.points for mark in marks), place) for place, marks in enumerate(by_item) if marks[0].of]
        if len(earned) > 1:
            shares = [(got / (len(self.papers) * by_item[place][0].of), place) for got, place in earned]
            share, place = min(shares)
            if share < max(shares)[0]:
                yield f"Hardest was {quoted(by_item[place][0].title)}"

    @property
    def columns(self) -> tuple[Column, ...]:
        tasks = list(enumerate(self._names, 1))
        return (
            Column("student", "student", Kind.name),
            Column("points", f"points of {_plain(self.rubric.total)}", Kind.number),
            *(Column(f"points.{name}", str(number), Kind.number) for number, name in tasks),
            Column("same_plan", "the solution's plan"),
            *(Column(f"feedback.{name}", f"on {number}", brief=False) for number, name in tasks),
            Column("whole", "on the whole", brief=False),
            Column("problems", "problems of the file", brief=False),
        )

    @property
    def _names(self) -> tuple[str, ...]:
        """What points are given for, each by its own name."""
        kept = ("all_else",) if self.rubric.keep else ()
        return (*(f"{task.kind}.{task.name}" for task in self.rubric.tasks), *kept)

    @property
    def legend(self) -> tuple[str, ...]:
        """What the numbers of the items stand for."""
        marks = self.papers[0].marks if self.papers else ()
        return tuple(f"{number}: {mark.title}, {_plain(mark.of)}" for number, mark in enumerate(marks, 1))

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row a student."""
        for paper in self.papers:
            points = [_rounded(mark.points) for mark in paper.marks]
            feedback = [mark.feedback for mark in paper.marks]
            same = None if paper.same_plan is None else "yes" if paper.same_plan else "no"
            yield [
                paper.student,
                _rounded(paper.points),
                *points,
                same,
                *feedback,
                paper.whole,
                "\n".join(paper.problems),
            ]

    def brief_rows(self, count: int) -> Sequence[int]:
        return range(count)


def _rounded(points: float) -> float:
    return round(points, 2)


def _plain(points: float) -> str:
    return f"{round(points, 2):g}"


def default_rubric(model: CompiledRecord) -> Rubric:
    """Points for every parameter, step and consideration, where no rubric says what is asked for."""
    wanted = [item for item in items(model) if item.kind in (STEP, CONSIDERATION) or item.place[0] == "parameters"]
    tops = {each.name for each in getattr(model, "considerations", ())}
    kept = [item for item in wanted if item.kind != CONSIDERATION or item.name in tops]
    return Rubric(tuple(Task(item.kind, item.name, POINTS[item.kind]) for item in kept))


def grade_papers(solution: DecisionModel, returned: Mapping[str, bytes], rubric: Rubric | None = None) -> Grades:
    """Grade files by what they mean: `returned` holds their bytes by the name of the student.

    A file that cannot be read gets its problems, and points for what can. Raises ModelError for a rubric that asks for
    what the solution has not got.
    """
    rules = rubric or default_rubric(solution)
    tasks = [(task, _places(solution, task)) for task in rules.tasks]
    right = solve(solution)
    grader = _Grader(solution, right, rules, tasks)
    return Grades(solution, rules, tuple(grader.paper(name, data) for name, data in returned.items()))


def _places(solution: DecisionModel, task: Task) -> tuple[Askable, ...]:
    """The items that a task is about; raises ModelError for one that there is not."""
    if task.kind == MISTAKE:
        return tuple(find_item(solution, name) for name in task.at)
    return (find_item(solution, task.name, task.kind),)


@dataclass(frozen=True)
class _Grader:
    solution: DecisionModel
    right: Solution
    rubric: Rubric
    tasks: list[tuple[Task, tuple[Askable, ...]]]

    def paper(self, student: str, data: bytes) -> Paper:
        """The paper of one student."""
        read, notes = self.read(student, data)
        problems = notes + tuple(_shown(problem) for problem in read.problems[:MOST_PROBLEMS])
        left = len(read.problems) - MOST_PROBLEMS
        problems += (f"And {counted(left, 'more problem')}.",) if left > 0 else ()
        pair = None if read.record is None else self.pair(read)
        unread = "left open" if _has_gaps_alone(read) else "the file cannot be read"
        marks = [self.mark(pair, task, places, unread) for task, places in self.tasks]
        marks += [self.kept(pair, marks, unread)] if self.rubric.keep else []
        same, whole = self.whole(read)
        if pair is not None and read.model is not None and not self.rubric.keep and (changed := self.changed(pair)):
            whole += f" Changed besides what was asked for: {listed(changed, most=MOST_NAMED)}."
        return Paper(student, tuple(marks), whole, same, problems)

    def read(self, student: str, data: bytes) -> tuple[ScenarioDraft, tuple[str, ...]]:
        """What can be read of a file, with habits such as decimal commas undone where more can be read then."""
        plain = draft(data, student)
        if _has_gaps_alone(plain):
            return plain, ()
        text, notes = mended(data, self.solution.unit)
        better = draft(text, student) if notes else plain
        if _wrong(better) < _wrong(plain):
            return better, notes
        return plain, ()

    def pair(self, read: ScenarioDraft) -> Pair:
        """The solution and what was read, and what follows in the solution from the numbers in it."""
        assert read.record is not None
        theirs = ModelSide(read.record, usual=ModelSide(self.solution).values)
        gaps = frozenset(problem.place for problem in read.problems if problem.code == "gap")
        unread = frozenset(problem.place for problem in read.problems if problem.code not in ("gap", "key-missing"))
        follows = ModelSide(self.solution, theirs.values)
        return Pair(ModelSide(self.solution), theirs, follows, self.rubric, gaps, unread=unread)

    def mark(self, pair: Pair | None, task: Task, places: Sequence[Askable], unread: str) -> Marked:
        """The points for one task; `unread` is said where nothing could be read."""
        title = title_of(self.solution, places[0])
        if task.kind == MISTAKE:
            title = "The mistake"
        if pair is None:
            return Marked(title, 0.0, task.points, sentence(f"{capital(title)}: {unread}"))
        found = [compare(pair, place) for place in places]
        mark = _found(self.solution, places, found) if task.kind == MISTAKE else found[0]
        feedback = sentence(f"{capital(title)}: {mark.why}")
        if mark.earned < 1 and task.say:
            feedback += f" {sentence(task.say)}"
        return Marked(title, task.points * mark.earned, task.points, feedback)

    def kept(self, pair: Pair | None, marks: Sequence[Marked], unread: str) -> Marked:
        """The points for leaving all else as it was, which are for a paper with something right in it."""
        earned, what = 0.0, unread
        if pair is not None:
            changed, is_begun = self.changed(pair), any(mark.points for mark in marks)
            earned = self.rubric.keep if is_begun and not changed else 0.0
            kept = "left as it was" if is_begun else "left as it was, which counts once something asked for is right"
            what = f"changed besides: {listed(changed, most=MOST_NAMED)}" if changed else kept
        return Marked("All else", earned, self.rubric.keep, f"All else: {what}.")

    def changed(self, pair: Pair) -> list[str]:
        """What differs from the solution and was not asked for, by its title."""
        asked = [place for _, places in self.tasks for place in places]
        steps = frozenset(item.name for item in asked if item.kind == STEP)
        patched = replace(self.with_theirs(pair, [item for item in asked if item.kind == NUMBER]), unordered=steps)
        whole = {item.owner for item in asked if item.kind != NUMBER or item.place[0] == "parameters"}
        others = [task for task in default_rubric(self.solution).tasks if task.kind != RULE]
        found = [find_item(self.solution, task.name, task.kind) for task in others]
        owners = [item for item in found if not _is_asked(self.solution, item, whole)]
        return [title_of(self.solution, item) for item in owners if compare(patched, item).earned < 1]

    def with_theirs(self, pair: Pair, asked: Sequence[Askable]) -> Pair:
        """The solution with the numbers that were asked for as they were handed in."""
        numbers = {item.place: pair.theirs.record.numbers.get(item.name) for item in asked}
        given = {place: each.number for place, each in numbers.items() if each and place[0] != "parameters"}
        if not given:
            return pair
        record = self.solution.renumbered(**renumbered(self.solution, given))
        return replace(pair, right=ModelSide(record), follows=ModelSide(record, pair.theirs.values))

    def whole(self, read: ScenarioDraft) -> tuple[bool | None, str]:
        """Whether the best plan is the solution's, and what is to be said of the whole."""
        if read.record is None and not _has_gaps_alone(read):
            return None, "The file cannot be read; its problems say why."
        if read.model is None:
            gaps = sum(problem.code == "gap" for problem in read.problems)
            wrong = len(read.problems) - gaps
            what = [f"{counted(gaps, 'gap')} left open"] * bool(gaps) + [counted(wrong, "problem")] * bool(wrong)
            return None, f"No plan follows from the file as it stands: {listed(what)}."
        try:
            theirs = solve(read.model)
        except ModelError as error:
            return None, f"No plan follows from the file: {error.reason}"
        same = _plan(theirs) == _plan(self.right)
        own = _headline(theirs)
        if same:
            return True, f"The plan is the solution's. {sentence(own)}"
        right = sentence(_headline(self.right))
        if sentence(own) == right:
            where = "further on, or in the names of its steps and options"
            return False, f"The plan is not the solution's: it differs {where}. {right}"
        return False, f"The plan is not the solution's. These numbers say: {sentence(own)} The solution: {right}"


def _has_gaps_alone(read: ScenarioDraft) -> bool:
    """Whether gaps are all that is wrong with a file."""
    return all(problem.code == "gap" for problem in read.problems)


def _wrong(read: ScenarioDraft) -> tuple[bool, int]:
    """How bad a file is: whether nothing of it can be read, and how many problems it has."""
    return read.record is None and not _has_gaps_alone(read), len(read.problems)


def _is_asked(solution: CompiledRecord, item: Askable, asked: set[tuple[str, str]]) -> bool:
    """Whether an item, or for a group something in it, was asked for."""
    if item.kind != CONSIDERATION:
        return item.owner in asked
    group = next(each for each in solution.walk() if each.name == item.name)
    return any(("considerations", each.name) in asked for each in group.walk())


def _found(solution: CompiledRecord, places: Sequence[Askable], marks: Sequence[Credit]) -> Credit:
    """Whether a mistake was found: of the places where it stood those that are right again."""
    earned = sum(mark.earned >= 1 for mark in marks)
    wrong = [title_of(solution, place) for place, mark in zip(places, marks, strict=True) if mark.earned < 1]
    if not wrong:
        return Credit(1.0, "found and mended")
    return Credit(
        earned / len(places), f"not mended, or not as in the solution: {listed([quoted(title) for title in wrong])}"
    )


def _headline(solution: Solution) -> str:
    """What is best, and by how much."""
    return capital(best_plan_headline(solution.model, float(solution.total), solution.policy))


def _plan(solution: Solution) -> object:
    return sorted(
        (choice.decision, sorted(choice.history.items()), sorted(choice.options)) for choice in solution.taken
    )


def _shown(problem: Problem) -> str:
    """A problem on one line."""
    return " ".join(str(replace(problem, location=problem.location and replace(problem.location, text=""))).split())
