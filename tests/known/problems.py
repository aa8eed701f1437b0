"""Each function answers one published problem and is named after its file; it returns the answers by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import numpy as np

from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import tree
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.sources.numbers import numbers
from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.chances import chances as chances_of
from decision_model.analysis.time.simulate import simulate
from decision_model.model.decision_model import DecisionModel
from decision_model.model.judgements import judgement
from tests.known import convert
from tests.known.looked_up import (
    at,
    chances,
    chosen,
    each_option,
    ends,
    known_first,
    moments,
    node,
    profile,
    table,
    textbook,
    total,
)

Answers = dict[str, Any]
Problem = Mapping[str, Any]


def acme_test_market(problem: Problem) -> Answers:
    model = convert.tree(problem)
    drawn, solution = tree(model), solve(model)
    told = textbook("test_market")
    (most_to_pay,) = one_way(told, "test_cost", between=(0, 9_000), by=["test"]).switches
    results = ("great", "fair", "awful")
    market_policy = {
        f"after {result}": chosen(solution, "market nationally?", test_result=result) for result in results
    }
    return {
        "ev": solution.total,
        "after_great": node(drawn, "yes", "great").value,
        "policy": {"test market?": chosen(solution, "test market?"), **market_policy},
        "profile": profile(model),
        "evsi": most_to_pay.value,
        "evpi": known_first(told.varied(choose={"test": "no"}), "National market")["value"],
        "marginal": chances(drawn, "no", "yes"),
    }


def ahp_leader(problem: Problem) -> Answers:
    model = convert.value_tree(problem["local"], {"goal": problem["criteria"]["comparisons"]}, "goal")
    ratios = numbers(model).consistency_ratios
    return {
        "scores": {option: value / 100 for option, value in each_option(model, "choice").items()},
        "criteria": _shares(model, problem["criteria"]["items"]),
        "cr": [ratios[name] for name in (None, "Experience", "Education")],
        "local": _scored(model, "Experience"),
    }


def ahp_vehicle(problem: Problem) -> Answers:
    model = convert.value_tree(problem["local"], problem["weight_comparisons"], "Goal")
    return {
        "scores": {option: value / 100 for option, value in each_option(model, "choice").items()},
        "criteria": _shares(model, problem["tree"]["Goal"]),
        "global_cost": _shares(model, problem["tree"]["Cost"]),
        "price": _scored(model, "Price"),
    }


def _shares(model: DecisionModel, names: Iterable[str]) -> dict[str, float]:
    """What part of the whole the weights are, as `numbers` lists them."""
    rows = {row["address"]: row["share"] for row in table(numbers(model))}
    return {name: rows[f"{name}.weight"] for name in names}


def _scored(model: DecisionModel, consideration: str) -> dict[str, float]:
    """The shares, 0 to 1, of the options on one consideration, as `numbers` lists them in percent."""
    rows = {row["number"]: row["value"] for row in table(numbers(model))}
    options = model.steps["choice"].state_names
    return {option: rows[f"{consideration}: {option}"] / 100 for option in options}


def allais_pairs(problem: Problem) -> Answers:
    """To rank A and B like C and D is to value tickets for A with D and for B with C alike, whatever a million is."""
    held = {"A and D": ("A", "D"), "B and C": ("B", "C")}
    both = convert.tickets(problem, held, {0: 0, 1: "u", 5: 1}, u=0.5)
    return {
        "means": each_option(convert.lotteries(problem, {0: 0, 1: 1, 5: 5}), "choice"),
        "difference": one_way(both, "u", (0, 1), every_value=True).table()["lead"].max(),
    }


def clemen_stock_economist(problem: Problem) -> Answers:
    plain, told = convert.payoff_table(problem), convert.payoff_table_with_survey(problem)
    signals = told.steps["signal"].state_names
    return {
        "emv": each_option(plain, "choice"),
        "evpi": known_first(plain, "state")["value"],
        "evwsi": total(told),
        "evsi": known_first(told, "signal", "report")["value"],
        "choices": {signal: chosen(solve(told), "choice", signal=signal) for signal in signals},
    }


def dice_stochastic_dominance(problem: Problem) -> Answers:
    return {"means": each_option(convert.gambles(problem), "choice")}


def drug_testing(problem: Problem) -> Answers:
    model = convert.bayes_then_tree(problem)
    drawn = tree(model)
    accurate = {"user": {"positive": 0.99, "negative": 0.01}, "nonuser": {"positive": 0.01, "negative": 0.99}}
    better_test = convert.bayes_then_tree({**problem, "likelihood": accurate})
    return {
        "p_positive": chances(drawn, "test")["positive"],
        "posterior": [chances(drawn, "test", "positive")["user"], chances(drawn, "test", "negative")["nonuser"]],
        "emv": each_option(model, "action"),
        "choice": chosen(solve(model), "action"),
        "choice_45": chosen(solve(model.varied(parameters={"B": 45, "C3": 45})), "action"),
        "choice_50": chosen(solve(model.varied(parameters={"B": 50, "C3": 50})), "action"),
        "choice_accurate": chosen(solve(better_test), "action"),
    }


def freshway_lightbulbs(problem: Problem) -> Answers:
    model = convert.continuous_single_stage(problem)
    drawn = tree(model)
    costs = {
        name: [-end.contributions["replacement"] for end in ends(node(drawn, name))] for name in problem["options"]
    }
    finely = convert.continuous_single_stage(problem, discretise="bracket_means", points=50)
    return {
        "emv5": each_option(model, "choice"),
        "choice": chosen(solve(model), "choice"),
        "cost_A": costs["A"],
        "cost_B": costs["B"],
        "percentiles_A": [100 * value for value in values_of(model, "rate_A")],
        "percentiles_B": [100 * value for value in values_of(model, "rate_B")],
        "emv_exact": each_option(finely, "choice"),
    }


def values_of(model: DecisionModel, event: str) -> list[float]:
    """The values of an event's outcomes, as `numbers` lists them."""
    rows = {str(row[0]): row[2] for row in numbers(model).rows()}
    return [value for address, value in rows.items() if address.startswith(f"{event}.") and address.endswith(".value")]


def goferbroke_survey(problem: Problem) -> Answers:
    plain, told = convert.payoff_table(problem), convert.payoff_table_with_survey(problem)
    drawn = tree(told)
    perfect, survey = known_first(plain, "state"), known_first(told, "signal", "report")
    signals = told.steps["signal"].state_names
    return {
        "ev0": total(plain),
        "choice0": chosen(solve(plain), "choice"),
        "evwpi": perfect["total"],
        "evpi": perfect["value"],
        "marginal": chances(drawn)["favourable"],
        "post": {signal: chances(drawn, signal, "drill")["oil"] for signal in signals},
        "choices": {signal: chosen(solve(told), "choice", signal=signal) for signal in signals},
        "evwsi": total(told),
        "evsi": survey["value"],
        "efficiency": 100 * survey["share_of_perfect"],
        "net": total(convert.payoff_table_with_survey_for_sale(problem)),
    }


def goodwin_wright_office(problem: Problem) -> Answers:
    judged = convert.additive_value(problem["scores"], judgement(swing=problem["swing_judgements"]))
    return {
        "values": each_option(convert.additive_value(problem["scores"], problem["weights"]), "choice"),
        "weights": {name: 100 * share for name, share in judged.weights.items()},
    }


def grabisch_students(problem: Problem) -> Answers:
    subjects = list(problem["additive_weights"])
    worth = {tuple(each["set"]): each["value"] for each in problem["capacity"] if 0 < len(each["set"]) < len(subjects)}
    additive = convert.additive_value(problem["scores"], problem["additive_weights"], best=20)
    together = convert.additive_value(problem["scores"], judgement(capacity=worth), best=20)
    listed = {row["number"]: row["value"] for row in table(numbers(together))}
    pairs = [f"Interaction of {one} and {other}" for one, other in combinations(subjects, 2)]
    return {
        "weighted": {student: value / 5 for student, value in each_option(additive, "choice").items()},
        "choquet": {student: value / 5 for student, value in each_option(together, "choice").items()},
        "best": [chosen(solve(model), "choice") for model in (additive, together)],
        "shapley": _shares(together, subjects),
        "interaction": [listed[pair] for pair in pairs],
    }


def jenks_tegaderm(problem: Problem) -> Answers:
    model = convert.formula_tree(problem)
    middle = between_quantiles(model)
    simulated = {row["option"]: row["behind"] for row in table(simulate(model, 40_000))}
    return {
        "cost_std": total(model, choice="Standard"),
        "cost_teg": total(model, choice="Tegaderm"),
        "q_crbsi": middle["c_crbsi"],
        "q_lsi_cost": middle["c_lsi"],
        "q_derm_cost": middle["c_derm"],
        "tornado": {name: [-_saved(model, name, tuple(ends), end) for end in ends] for name, ends in middle.items()},
        "psa_mean": simulated["Standard"],
    }


def between_quantiles(model: DecisionModel) -> dict[str, list[float]]:
    """Between what 95% of each number with a distribution lie, as `numbers` says."""
    rows = table(numbers(model))
    shares = ("quantile_2.5", "quantile_97.5")
    return {row["address"]: [row[share] for share in shares] for row in rows if row[shares[0]] is not None}


def _saved(model: DecisionModel, number: str, between: tuple[float, float], end: float) -> float:
    """How far Tegaderm is ahead where a number is at one end of its range."""
    rows = table(one_way(model, number, between, points=2, every_value=True))
    row = min(rows, key=lambda row: abs(row["value"] - end))
    assert row["total.Tegaderm"] < row["total.Standard"]
    return float(row["lead"])


def kaminski_shale_gas(problem: Problem) -> Answers:
    model = convert.tree(problem)
    solution = solve(model)
    return {
        "policy": {
            "d1": chosen(solution, "d1"),
            "d2 | d1=test, test result=negative": chosen(solution, "d2"),
            "d3 | d1=test, test result=positive": chosen(solution, "d3"),
        },
        "test_sell_sell": total(model, d1="test", d2="sell", d3="sell"),
        "n_strategies": len(rank(model).ranked),
        "ev": solution.total,
        "dig_now": total(model, d1="dig"),
        "evpi": known_first(textbook("shale_gas"), "Under the plot")["value"],
    }


def keeney_mexico_airport_K(problem: Problem) -> Answers:  # noqa: N802 (named after its file)
    attributes = problem["k"]
    corner = {name: 100.0 * (name in ("cost", "capacity")) for name in attributes}
    scores = {"corner": corner, "all half": dict.fromkeys(attributes, 50.0)}
    weights = {name: 100 * constant for name, constant in attributes.items()}
    model = convert.additive_value(scores, weights).copied(combine="multiplicative")
    utilities = each_option(model, "choice")
    return {
        "K": numbers(model).master_constant,
        "corner": utilities["corner"] / 100,
        "all_half": utilities["all half"] / 100,
    }


def neapolitan_car_buyer(problem: Problem) -> Answers:
    model = convert.influence_diagram(problem)
    return {
        "ev": total(model),
        "first": chosen(solve(model), "Do tests"),
        "by_test": each_option(model, "Do tests"),
    }


def pig_breeding_limited(problem: Problem) -> Answers:
    model = convert.influence_diagram(problem)
    solution = solve(model)
    policy = {
        f"{decision} | {result}": chosen(solution, decision, **{f"T{month}": result})
        for month, decision in enumerate(problem["decision_order"], 1)
        for result in ("positive", "negative")
    }
    likely = {(row["event"], row["outcome"]): row["chance"] for row in table(chances_of(model))}
    treated = {choice.decision: choice.probability for choice in solution.taken if choice.options == ("treat",)}
    return {
        "ev": solution.total,
        "policy": policy,
        "p_ill": [likely[f"H{month}", "ill"] for month in range(1, 5)],
        "p_pos": [likely[f"T{month}", "positive"] for month in range(1, 4)],
        "p_treat": [treated.get(decision, 0.0) for decision in problem["decision_order"]],
        "profile": profile(model),
        "sd": moments(model)[0],
    }


def poole_umbrella(problem: Problem) -> Answers:
    model = convert.influence_diagram(problem)
    untold = model.copied(sequence=tuple(model.steps[name] for name in ("Umbrella", "Weather", "Forecast")))
    forecasts = model.steps["Forecast"].state_names
    return {
        "ev": total(model),
        "policy": {forecast: chosen(solve(model), "Umbrella", Forecast=forecast) for forecast in forecasts},
        "no_info": total(untold),
        "perfect": total(model.varied(know_before={"Weather": "Umbrella"})),
    }


def radiant_movie_contract(problem: Problem) -> Answers:
    model = convert.tree(problem)
    movie = {"Sign contract": "Sign with Movie Company"}
    return {
        "ev": total(model),
        "choice": chosen(solve(model), "Sign contract"),
        "gross": at(model.varied(parameters={"legal_fees": 0}), movie),
    }


def raiffa_wildcatter(problem: Problem) -> Answers:
    model = convert.influence_diagram(problem)
    solution, drawn = solve(model), tree(model)
    results = ("no structure", "open structure", "closed structure")
    untested = model.varied(choose={"Test": "no"})
    drill = {result: node(drawn, "yes", result, "yes").value for result in results}
    return {
        "ev": solution.total,
        "policy": {
            "Test": chosen(solution, "Test"),
            **{result: chosen(solution, "Drill", Result=result) for result in results},
        },
        "no_test": total(model, Test="no", Drill="yes"),
        "evpi": known_first(untested, "Oil")["value"],
        "evsi": known_first(model, "Result", "report")["value"],
        "mean_drill": {**drill, "no structure": node(drawn, "yes", "no structure").value},
    }


def rdecision_lifestyle(problem: Problem) -> Answers:
    ranked = rank(convert.tree(problem, "cost"), by=["Programme"])
    costs = {str(row.options["Programme"]): row.total for row in ranked.ranked}
    effects = each_option(convert.tree(problem, "effect"), "Programme")
    return {
        "cost_diet": costs["Diet"],
        "cost_ex": costs["Exercise"],
        "diff": next(row["gap"] for row in table(ranked) if row["option.Programme"] == "Exercise"),
        "qaly": [effects["Diet"], effects["Exercise"]],
    }


def silver_mcdm2_league(problem: Problem) -> Answers:
    cost, effect = (_each_strategy(convert.tree(problem, attribute)) for attribute in ("cost", "effect"))
    return {"points": {name.replace("wait, ", "wait - "): [cost[name], effect[name]] for name in cost}}


def _each_strategy(model: DecisionModel) -> dict[str, float]:
    return {", ".join(filter(None, row.options.values())): row.total for row in rank(model).ranked}


def silver_policies2(problem: Problem) -> Answers:
    model = convert.tree(problem)
    return {
        "ev_max": total(model),
        "ev_min": total(model.copied(better="lower")),
        "n_strategies": len(rank(model).ranked),
    }


STRATEGIES = {
    "A: sell": ("sell", None, None),
    "A: install": ("install", None, None),
    **{f"A: test - (B: {b}, C: {c})": ("test", b, c) for b in ("install", "sell") for c in ("install", "sell")},
}


def silver_rockefeller(problem: Problem) -> Answers:
    model = convert.tree(problem)
    solution = solve(model)
    first, *late = (chosen(solution, name) for name in ("A", "B", "C"))
    fixed = model.varied(choose={"A": "test", "B": "install", "C": "sell"})
    ranges = {name: np.array(both, dtype=float) for name, both in problem["ranges"].items()}
    return {
        "ev_max": solution.total,
        "ev_min": total(model.copied(better="lower")),
        "policy": f"A: {first} - (B: {late[0]}, C: {late[1]})",
        "strategy_values_pr0.33": _strategies(model, 1 / 3),
        "strategy_values_pr0.5": _strategies(model, 0.5),
        "strategy_values_pr0.8": _strategies(model, 0.8),
        "tornado_fixed": {name: list(total(fixed.varied(parameters={name: both}))) for name, both in ranges.items()},
        "tornado_reopt": {name: list(total(model.varied(parameters={name: both}))) for name, both in ranges.items()},
    }


def _strategies(model: DecisionModel, present: float) -> dict[str, float]:
    rows = rank(model.varied(parameters={"pr": present})).ranked
    found = {tuple(row.options[name] for name in ("A", "B", "C")): row.total for row in rows}
    return {name: found[options] for name, options in STRATEGIES.items()}


def supplier_cost_table(problem: Problem) -> Answers:
    model = convert.payoff_table(problem)
    perfect = known_first(model, "state")
    return {
        "laplace": [total(model), chosen(solve(model), "choice")],
        "emv": each_option(model, "choice"),
        "evwpi": perfect["total"],
        "evpi": perfect["value"],
    }


def texaco_pennzoil(problem: Problem) -> Answers:
    model = convert.tree(problem)
    solution = solve(model)
    return {
        "ev": solution.total,
        "court": node(tree(model), "counteroffer 5", "refuses").value,
        "policy": {
            "first move": chosen(solution, "first move"),
            "answer to 3 | first move=counteroffer 5, reaction=counteroffers 3": chosen(solution, "answer to 3"),
        },
        "profile": profile(model),
        "sd": moments(model)[0],
        "evpi_court": known_first(model, "court award")["value"],
    }


def used_car_guarantee(problem: Problem) -> Answers:
    model = convert.influence_diagram(problem)
    solution = solve(model)
    return {
        "ev": solution.total,
        "policy": {
            "T": chosen(solution, "T"),
            **{result: chosen(solution, "A", R=result) for result in ("lemon", "peach")},
        },
        "profile": profile(model),
        "moments": moments(model),
        "base": total(model, T="no test", A="buy without guarantee"),
    }


def venture_limited(problem: Problem) -> Answers:
    model = convert.tree(problem)
    sure = each_option(model, "Which venture?")
    return {
        "eu": certainty(model).own,
        "choice": chosen(solve(model), "Which venture?"),
        "ce": {option: equivalent for option, equivalent in sure.items() if option != "none"},
        "emv": each_option(model.copied(risk_tolerance=None), "Which venture?"),
    }


def wikipedia_evpi_investment(problem: Problem) -> Answers:
    model = convert.payoff_table(problem)
    perfect = known_first(model, "state")
    return {"emv": each_option(model, "choice"), "evwpi": perfect["total"], "evpi": perfect["value"]}
