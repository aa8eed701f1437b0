"""Products of tables with hidden names summed out: variable elimination (Zhang & Poole 1994)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from decision_model.model.compile.evidence import Evidence

Factor = tuple[tuple[str, ...], np.ndarray]
"""Names, and a table with one axis for each of them and, last, one for draws (of length 1 without draws)."""


def joint(known: Evidence, factors: Sequence[Factor]) -> np.ndarray:
    """The product of `factors` over the known names, the event and, last, draws; what is hidden is summed out."""
    left = list(factors)
    for name in _order(left, known.hidden):
        touching = [factor for factor in left if name in factor[0]]
        scope = tuple(dict.fromkeys(each for names, _ in touching for each in names if each != name))
        left = [factor for factor in left if name not in factor[0]] + [(scope, _product(touching, scope))]
    return _product(left, (*known.known, known.event))


def _order(factors: Sequence[Factor], hidden: Sequence[str]) -> list[str]:
    """Hidden names, each time the one whose removal makes the smallest table."""
    scopes = [set(names) for names, _ in factors]
    order: list[str] = []
    left = list(hidden)
    while left:
        best = min(left, key=lambda name: len(set().union(*(scope for scope in scopes if name in scope))))
        merged = set().union(*(scope for scope in scopes if best in scope)) - {best}
        scopes = [scope for scope in scopes if best not in scope] + [merged]
        left.remove(best)
        order.append(best)
    return order


def _product(factors: Sequence[Factor], scope: tuple[str, ...]) -> np.ndarray:
    """The product of factors, summed over every name outside `scope`.

    Element by element and in a fixed order, so that it rounds alike on every processor.
    """
    names = tuple(dict.fromkeys((*scope, *(name for each, _ in factors for name in each))))
    product = np.ones((1,) * (len(names) + 1))
    for each, table in factors:
        product = product * _spread(table, each, names)
    return np.asarray(product.sum(axis=tuple(range(len(scope), len(names)))))


def _spread(table: np.ndarray, own: Sequence[str], names: Sequence[str]) -> np.ndarray:
    """A factor with an axis for every name, of length 1 where it is not its own, and draws last."""
    order = [own.index(name) for name in names if name in own]
    sizes = [table.shape[own.index(name)] if name in own else 1 for name in names]
    return table.transpose(*order, len(own)).reshape(*sizes, table.shape[-1])
