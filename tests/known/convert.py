"""Published problems (the JSON files beside this one) as decision models, built in Python."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import NormalDist
from typing import Any

import networkx as nx

from decision_model.errors import ModelError
from decision_model.model.considerations import adjusted, consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.steps import decision, event

HERE = Path(__file__).parent
NEVER = "this rule can never match"
BETTER = {"maximize": "higher", "minimize": "lower"}
States = dict[str, str]


def known(name: str) -> dict[str, Any]:
    """One file: its `problem` and `answers`."""
    loaded: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def names() -> list[str]:
    """Every published problem that is carried here."""
    return sorted(path.stem for path in HERE.glob("*.json"))


@dataclass
class _Node:
    """A step of the tree wherever it stands: the paths that lead to it, and the chances there."""

    kind: str
    states: list[str]
    paths: list[States] = field(default_factory=list)
    chances: list[tuple[States, dict[str, Any]]] = field(default_factory=list)


def tree(problem: Mapping[str, Any], attribute: str | None = None) -> DecisionModel:
    """A tree with gains on its branches; `attribute` picks one where the gains have several.

    Steps of one name are one step, which arises on any of the paths that lead to it.
    """
    nodes: dict[str, _Node] = {}
    gains: list[tuple[States, Any]] = []
    order: nx.DiGraph[str] = nx.DiGraph()
    _walk(problem["root"], {}, nodes, gains, order, attribute)
    objective = problem["objective"] if attribute is None else problem["objective"][attribute]
    return decision_model(
        attribute or "A published tree",
        [_step(name, nodes[name]) for name in nx.topological_sort(order)],
        [consideration("worth", adjusted(0, [(path, gain) for path, gain in gains if gain != 0]))],
        combine="sum",
        better=BETTER[objective],
        parameters=problem.get("parameters", {}),
        risk_tolerance=problem.get("utility", {}).get("R"),
    )


def _walk(
    node: Mapping[str, Any] | None,
    path: States,
    nodes: dict[str, _Node],
    gains: list[tuple[States, Any]],
    order: nx.DiGraph[str],
    attribute: str | None,
) -> None:
    if node is None:
        return
    kind = "decision" if "decision" in node else "chance"
    name, branches = node[kind], node["options" if kind == "decision" else "outcomes"]
    step = nodes.setdefault(name, _Node(kind, [branch["label"] for branch in branches]))
    assert step.states == [branch["label"] for branch in branches], f"{name} has other states elsewhere"
    step.paths.append(path)
    order.add_node(name)
    order.add_edges_from((earlier, name) for earlier in path)
    if kind == "chance":
        step.chances.append((path, {branch["label"]: branch["probability"] for branch in branches}))
    for branch in branches:
        after = {**path, name: branch["label"]}
        gains.append((after, branch["gain"] if attribute is None else branch["gain"][attribute]))
        _walk(branch["then"], after, nodes, gains, order, attribute)


def _step(name: str, node: _Node) -> Any:
    if node.kind == "decision":
        return decision(name, node.states, only_if=node.paths)
    return event(name, node.states, node.chances, only_if=node.paths)


def influence_diagram(problem: Mapping[str, Any]) -> DecisionModel:
    """Each decision stands just below what it observes, which is all that it knows where memory is limited."""
    variables = problem["variables"]
    limited = problem.get("memory") == "limited"
    considerations = [
        consideration(name, [(row["given"], row["value"]) for row in value["table"]])
        for name, value in problem["values"].items()
    ]
    tables = {name: _table(variable) for name, variable in variables.items() if variable["role"] == "chance"}

    def build() -> DecisionModel:
        steps = [_variable(name, variables[name], tables, limited) for name in _sequence(problem)]
        return decision_model(
            "A published influence diagram", steps, considerations, combine="sum", better=BETTER[problem["objective"]]
        )

    return _without_idle_rules(build, tables)


def _sequence(problem: Mapping[str, Any]) -> Iterator[str]:
    variables, placed = problem["variables"], set[str]()
    for name in problem["decision_order"]:
        seen = [
            each for each in variables[name]["observes"] if each not in placed and each not in problem["decision_order"]
        ]
        yield from seen
        yield name
        placed.update(seen, [name])
    yield from (name for name in variables if name not in placed)


def _table(variable: Mapping[str, Any]) -> list[tuple[States, dict[str, float]]]:
    """Chances row by row; what has none is left out, so that it cannot happen."""
    return [(row["given"], {state: p for state, p in row["probabilities"].items() if p}) for row in variable["table"]]


def _variable(name: str, variable: Mapping[str, Any], tables: Mapping[str, Any], limited: bool) -> Any:
    if variable["role"] == "decision":
        return decision(name, variable["states"], knows=variable["observes"] if limited else None)
    return event(name, variable["states"], tables[name])


def _without_idle_rules(build: Callable[[], DecisionModel], tables: dict[str, Any]) -> DecisionModel:
    """A full table has rows for cases that cannot occur, which the model refuses: drop those it names."""
    try:
        return build()
    except ModelError as error:
        idle = [each.place for each in error.problems if each.message.startswith(NEVER)]
        if not idle or len(idle) < len(error.problems):
            raise
    for name in tables:
        dropped = {place[-1] for place in idle if place[1] == name}
        tables[name] = [row for number, row in enumerate(tables[name]) if number not in dropped]
    return build()


def payoff_table(problem: Mapping[str, Any]) -> DecisionModel:
    """One choice, then one state of the world."""
    return _payoffs(problem, [decision("choice", list(problem["payoffs"])), _state(problem)])


def payoff_table_with_survey(problem: Mapping[str, Any]) -> DecisionModel:
    """The same with what a free survey says known first."""
    likelihood = problem["survey"]["likelihood"]
    signals = list(next(iter(likelihood.values())))
    signal = event("signal", signals, [({"state": state}, chances) for state, chances in likelihood.items()])
    return _payoffs(problem, [signal, decision("choice", list(problem["payoffs"])), _state(problem)])


def payoff_table_with_survey_for_sale(problem: Mapping[str, Any]) -> DecisionModel:
    """The same with the survey to be had at its price."""
    free = payoff_table_with_survey(problem)
    likelihood = problem["survey"]["likelihood"]
    signal = event(
        "signal",
        free.steps["signal"].state_names,
        [({"state": state}, chances) for state, chances in likelihood.items()],
        only_if={"survey": "yes"},
    )
    price = consideration("price", [({"survey": "yes"}, -problem["survey"]["cost"]), (None, 0)])
    sequence = (decision("survey", ["no", "yes"]), signal, *free.sequence[1:])
    return free.copied(sequence=sequence, considerations=(*free.considerations, price))


def _state(problem: Mapping[str, Any]) -> Any:
    chances = dict(problem["probabilities"])
    chances[list(chances)[-1]] = "rest"
    return event("state", list(chances), chances)


def _payoffs(problem: Mapping[str, Any], sequence: list[Any]) -> DecisionModel:
    rows = [
        ({"choice": choice, "state": state}, payoff)
        for choice, states in problem["payoffs"].items()
        for state, payoff in states.items()
    ]
    return decision_model(
        "A payoff table", sequence, [consideration("payoff", rows)], combine="sum", better=BETTER[problem["objective"]]
    )


def additive_value(
    scores: Mapping[str, Mapping[str, float]], weights: Mapping[str, float], best: float = 100
) -> DecisionModel:
    """Options scored on weighted considerations, each from 0 to `best`."""
    considerations = [
        consideration(
            name,
            [({"choice": option}, row[name]) for option, row in scores.items()],
            weight=weight,
            scale=(0.0, best),
        )
        for name, weight in weights.items()
    ]
    return decision_model("A value table", [decision("choice", list(scores))], considerations)


def value_tree(
    priorities: Mapping[str, Mapping[str, float]], weights: Mapping[str, Mapping[str, float]], root: str
) -> DecisionModel:
    """Options scored by their priorities 0..1 on the leaves of a tree; `weights` says those under each group."""

    def considered(name: str, weight: float) -> Any:
        if name in weights:
            below = [considered(child, local) for child, local in weights[name].items()]
            return consideration(name, weight=weight, considerations=below)
        scores = [({"choice": option}, priority) for option, priority in priorities[name].items()]
        return consideration(name, scores, weight=weight, scale=(0.0, 1.0))

    options = list(next(iter(priorities.values())))
    considerations = [considered(name, weight) for name, weight in weights[root].items()]
    return decision_model("A value tree", [decision("choice", options)], considerations)


def bayes_then_tree(problem: Mapping[str, Any]) -> DecisionModel:
    """Whether to test, what the test says, and what was true."""
    accuracy = [({"truth": truth}, dict(chances)) for truth, chances in problem["likelihood"].items()]
    benefit = [
        (_case(action, case), formula)
        for action, cases in problem["net_benefit"].items()
        for case, formula in cases.items()
    ]
    return decision_model(
        "A test with errors",
        [
            decision("action", list(problem["net_benefit"])),
            event("result", ["positive", "negative"], accuracy, only_if={"action": "test"}),
            event("truth", list(problem["prior"]), problem["prior"]),
        ],
        [consideration("benefit", benefit)],
        combine="sum",
        parameters=problem["benefits"],
    )


def _case(action: str, case: str) -> States:
    return {"action": action, **dict(zip(["truth", "result"], case.split(","), strict=False))}


def formula_tree(problem: Mapping[str, Any], means: Mapping[str, float]) -> DecisionModel:
    """Independent mishaps whose chances depend on the option taken."""
    options = problem["options"]
    mishaps = [
        event(
            name,
            ["yes", "no"],
            [({"choice": option}, {"yes": given[name], "no": "rest"}) for option, given in options.items()],
        )
        for name in problem["chance_nodes_in_order"]
    ]
    costs = [consideration("material", [({"choice": option}, given["gain"]) for option, given in options.items()])]
    costs += [
        consideration(f"cost of {name}", [({name: "yes"}, c), (None, 0)]) for name, c in problem["event_costs"].items()
    ]
    return decision_model(
        "Costs by formula",
        [decision("choice", list(options)), *mishaps],
        costs,
        combine="sum",
        better=BETTER[problem["objective"]],
        parameters=means,
    )


def continuous_single_stage(problem: Mapping[str, Any]) -> DecisionModel:
    """A continuous defect rate, cut into equally likely parts each represented by its median."""
    points = problem["discretisation"]["points"]
    ranks = [str(number + 1) for number in range(points)]
    margins, replacements = [], []
    for name, option in problem["options"].items():
        margins.append(({"choice": name}, f"quantity * (selling_price - {option['unit_cost']})"))
        rate = NormalDist(option["defect_rate"]["mean"], option["defect_rate"]["sd"])
        for number, rank in enumerate(ranks):
            defects = f"quantity * {rate.inv_cdf((number + 0.5) / points)!r}"
            cost = f"-{option['replacement_cost']} * min({defects}, {option['charged_for_first']})"
            replacements.append(({"choice": name, "defects": rank}, cost))
    return decision_model(
        "Two suppliers",
        [decision("choice", list(problem["options"])), event("defects", ranks, dict.fromkeys(ranks, 1 / points))],
        [consideration("margin", margins), consideration("replacement", replacements)],
        combine="sum",
        better=BETTER[problem["objective"]],
        parameters={"quantity": problem["quantity"], "selling_price": problem["selling_price"]},
    )


def lotteries(problem: Mapping[str, Any], prizes: Mapping[float, Any], **parameters: Any) -> DecisionModel:
    """A choice among lotteries over a few prizes; `prizes` says what each is worth."""
    chances = [
        ({"choice": name}, {f"{prize:g}": chance for chance, prize in lottery})
        for name, lottery in problem["lotteries"].items()
    ]
    return decision_model(
        "Lotteries",
        [decision("choice", list(problem["lotteries"])), event("prize", [f"{prize:g}" for prize in prizes], chances)],
        [consideration("worth", [({"prize": f"{prize:g}"}, worth) for prize, worth in prizes.items()])],
        combine="sum",
        parameters=parameters,
    )


def gambles(problem: Mapping[str, Any]) -> DecisionModel:
    """Gambles on common, equally likely states."""
    payoffs = {name: dict(zip(problem["states"], row, strict=True)) for name, row in problem["gambles"].items()}
    chances = dict.fromkeys(problem["states"], problem["probability_of_each_state"])
    return payoff_table({"payoffs": payoffs, "probabilities": chances, "objective": "maximize"})
