"""Published problems (the JSON files beside this one) as decision models, built in Python."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import networkx as nx

from decision_model.model.considerations import adjusted, consideration
from decision_model.model.continuous_events import continuous_event
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.formulas import Reference
from decision_model.model.grids import chance_table, grid, judged_table, score_table
from decision_model.model.judgements import WeightJudgement, judgement
from decision_model.model.moments import moments
from decision_model.model.numbers import Distribution, Number, Parameter, number
from decision_model.model.steps import decision, event
from decision_model.model.tables import ALWAYS, Chance, Rule, RuleTable, chance, condition

HERE = Path(__file__).parent
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
        consideration(name, laid_out(value["table"], lambda row: number(row["value"])))
        for name, value in problem["values"].items()
    ]
    steps = [_variable(name, variables[name], limited) for name in _sequence(problem)]
    return decision_model(
        "A published influence diagram", steps, considerations, combine="sum", better=BETTER[problem["objective"]]
    )


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


def laid_out(rows: Sequence[Mapping[str, Any]], then: Callable[[Mapping[str, Any]], Any]) -> RuleTable[Any]:
    """A published table, a row for each combination of the states that it names as `given`."""
    steps = list(rows[0]["given"])
    if not steps:
        return RuleTable((Rule(ALWAYS, then(rows[0])),))
    cells: dict[str, Any] = {}
    for row in rows:
        *outer, last = (row["given"][name] for name in steps)
        below = cells
        for state in outer:
            below = below.setdefault(state, {})
        below[last] = row
    return grid(steps, cells, then)


def _chances(row: Mapping[str, Any]) -> Chance:
    """The chances of a row; what has none is left out, so that it cannot happen."""
    return chance({state: p for state, p in row["probabilities"].items() if p})


def _variable(name: str, variable: Mapping[str, Any], limited: bool) -> Any:
    if variable["role"] == "decision":
        return decision(name, variable["states"], knows=variable["observes"] if limited else None)
    return event(name, variable["states"], laid_out(variable["table"], _chances))


def payoff_table(problem: Mapping[str, Any]) -> DecisionModel:
    """One choice, then one state of the world."""
    return _payoffs(problem, [decision("choice", list(problem["payoffs"])), _state(problem)])


def payoff_table_with_survey(problem: Mapping[str, Any]) -> DecisionModel:
    """The same with what a free survey says known first."""
    likelihood = problem["survey"]["likelihood"]
    signal = event("signal", list(next(iter(likelihood.values()))), chance_table(["state"], likelihood))
    return _payoffs(problem, [signal, decision("choice", list(problem["payoffs"])), _state(problem)])


def payoff_table_with_survey_for_sale(problem: Mapping[str, Any]) -> DecisionModel:
    """The same with the survey to be had at its price."""
    free = payoff_table_with_survey(problem)
    signal = replace(free.sequence[0], only_if=condition({"survey": "yes"}))
    price = consideration("price", "-survey")
    sequence = (decision("survey", {"no": 0, "yes": problem["survey"]["cost"]}), signal, *free.sequence[1:])
    return free.copied(sequence=sequence, considerations=(*free.considerations, price))


def _state(problem: Mapping[str, Any]) -> Any:
    chances = dict(problem["probabilities"])
    chances[list(chances)[-1]] = "rest"
    return event("state", list(chances), chances)


def _payoffs(problem: Mapping[str, Any], sequence: list[Any]) -> DecisionModel:
    payoff = consideration("payoff", score_table(["choice", "state"], problem["payoffs"]))
    return decision_model("A payoff table", sequence, [payoff], combine="sum", better=BETTER[problem["objective"]])


def additive_value(
    scores: Mapping[str, Mapping[str, float]], weights: Mapping[str, float] | WeightJudgement, best: float = 100
) -> DecisionModel:
    """Options scored on weighted considerations, each from 0 to `best`; the weights may be judged."""
    is_judged = isinstance(weights, WeightJudgement)
    considerations = [
        consideration(
            name,
            score_table(["choice"], {option: row[name] for option, row in scores.items()}),
            weight=None if is_judged else weights[name],
            scale=(0.0, best),
        )
        for name in (weights.names if is_judged else weights)
    ]
    judged = {"judgement": weights} if is_judged else {}
    rule = "choquet" if is_judged and weights.kind == "capacity" else "weighted"
    return decision_model("A value table", [decision("choice", list(scores))], considerations, combine=rule, **judged)


def value_tree(
    local: Mapping[str, Sequence[Mapping[str, Any]]], comparisons: Mapping[str, Sequence[Mapping[str, Any]]], root: str
) -> DecisionModel:
    """Options that are compared in pairs on the leaves of a tree, as are the weights of its groups."""

    def considered(name: str) -> Any:
        if name in comparisons:
            group = judged(comparisons[name])
            return consideration(name, considerations=[considered(child) for child in group.names], judgement=group)
        return consideration(name, judged_table("choice", judged(local[name])))

    options, top = judged(next(iter(local.values()))).names, judged(comparisons[root])
    considerations = [considered(name) for name in top.names]
    return decision_model("A value tree", [decision("choice", options)], considerations, judgement=top)


def judged(comparisons: Sequence[Mapping[str, Any]]) -> WeightJudgement:
    """Weights judged in pairs."""
    return judgement(pairwise={(each["first"], each["second"]): each["ratio"] for each in comparisons})


def bayes_then_tree(problem: Mapping[str, Any]) -> DecisionModel:
    """Whether to test, what the test says, and what was true."""
    accuracy = chance_table(["truth"], problem["likelihood"])
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


def formula_tree(problem: Mapping[str, Any]) -> DecisionModel:
    """Independent mishaps whose chances depend on the option taken, and whose costs are what they are worth."""
    options = problem["options"]
    mishaps = [
        event(
            name,
            {"yes": number(problem["event_costs"][name]), "no": 0},
            chance_table(["choice"], {option: {"yes": given[name], "no": "rest"} for option, given in options.items()}),
        )
        for name in problem["chance_nodes_in_order"]
    ]
    material = {option: given["gain"] for option, given in options.items()}
    costs = [consideration("material", score_table(["choice"], material))]
    costs += [consideration(f"cost of {mishap.name}", Number(Reference(mishap.name))) for mishap in mishaps]
    return decision_model(
        "Costs by formula",
        [decision("choice", list(options)), *mishaps],
        costs,
        combine="sum",
        better=BETTER[problem["objective"]],
        parameters={name: uncertain(name, spread(given)) for name, given in problem["parameters"].items()},
    )


def spread(given: Mapping[str, Any]) -> Distribution:
    """A distribution as the publications state it."""
    names = {"alpha": "a", "beta": "b"}
    return Distribution(
        given["distribution"], {names.get(key, key): value for key, value in given.items() if key != "distribution"}
    )


def uncertain(name: str, distribution: Distribution) -> Parameter:
    """A parameter that has a distribution, and its mean for a value."""
    return Parameter(name, replace(number(moments(distribution)[0]), distribution=distribution))


def continuous_single_stage(problem: Mapping[str, Any], **discretise: Any) -> DecisionModel:
    """A continuous defect rate, cut into equally likely parts each represented by its median."""
    cut = discretise or {"discretise": "bracket_medians", "points": problem["discretisation"]["points"]}
    events, margins, replacements = [], {}, []
    for name, option in problem["options"].items():
        rate = f"rate_{name}"
        events.append(continuous_event(rate, spread(option["defect_rate"]), **cut, only_if={"choice": name}))
        margins[name] = f"quantity * (selling_price - {option['unit_cost']})"
        charged = f"min(quantity * {rate}, {option['charged_for_first']})"
        replacements.append(({"choice": name}, f"-{option['replacement_cost']} * {charged}"))
    return decision_model(
        "Two suppliers",
        [decision("choice", list(problem["options"])), *events],
        [consideration("margin", score_table(["choice"], margins)), consideration("replacement", replacements)],
        combine="sum",
        better=BETTER[problem["objective"]],
        parameters={"quantity": problem["quantity"], "selling_price": problem["selling_price"]},
    )


def lotteries(problem: Mapping[str, Any], prizes: Mapping[float, Any], **parameters: Any) -> DecisionModel:
    """A choice among lotteries over a few prizes; `prizes` says what each is worth."""
    return tickets(problem, {name: (name,) for name in problem["lotteries"]}, prizes, **parameters)


def tickets(
    problem: Mapping[str, Any], held: Mapping[str, Sequence[str]], prizes: Mapping[float, Any], **parameters: Any
) -> DecisionModel:
    """A choice among tickets, each for as many lotteries, which are drawn one after another and whose prizes add up."""
    chances = {
        name: {f"{prize:g}": chance for chance, prize in lottery} for name, lottery in problem["lotteries"].items()
    }
    values = {f"{prize:g}": number(worth) for prize, worth in prizes.items()}
    draws = [
        {ticket: chances[name] for ticket, name in zip(held, names, strict=True)}
        for names in zip(*held.values(), strict=True)
    ]
    names = [f"prize_{place}" for place in range(1, len(draws) + 1)]
    return decision_model(
        "Lotteries",
        [
            decision("choice", list(held)),
            *(event(name, values, chance_table(["choice"], draw)) for name, draw in zip(names, draws, strict=True)),
        ],
        [consideration("worth", " + ".join(names))],
        combine="sum",
        parameters=parameters,
    )


def gambles(problem: Mapping[str, Any]) -> DecisionModel:
    """Gambles on common, equally likely states."""
    payoffs = {name: dict(zip(problem["states"], row, strict=True)) for name, row in problem["gambles"].items()}
    chances = dict.fromkeys(problem["states"], problem["probability_of_each_state"])
    return payoff_table({"payoffs": payoffs, "probabilities": chances, "objective": "maximize"})
