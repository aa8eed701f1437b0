"""Models and results as notebooks show them: a table and a picture, also as PNG and as text."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import Any

from decision_model.analysis.result import Result
from decision_model.errors import DecisionError
from decision_model.model import DecisionModel

WIDTH = 900
DOTS = 110


def forms(shown: DecisionModel | Result) -> dict[str, Any]:
    """Its forms by MIME type: HTML with the table before the picture, PNG where there is a picture, plain text."""
    table, text = _of_model(shown) if isinstance(shown, DecisionModel) else (shown._repr_html_(), repr(shown))
    found: dict[str, Any] = {"text/html": table, "text/plain": text}
    if drawn := picture(shown):
        image, said = drawn
        source = b64encode(image).decode()
        style = f"width:{WIDTH}px;max-width:100%"
        found["text/html"] += f'<img src="data:image/png;base64,{source}" alt="{escape(said)}" style="{style}">'
        found["image/png"] = image
    return found


def picture(shown: DecisionModel | Result) -> tuple[bytes, str] | None:
    """The picture as PNG and in words; None where there is none to draw."""
    from decision_model.figures import describe, draw, render

    try:
        return render(draw(shown), "png", dpi=DOTS), describe(shown)
    except DecisionError:
        return None


def furnish(*kinds: type) -> None:
    """Let notebooks show these kinds of objects in all their forms."""
    for kind in kinds:
        kind._repr_mimebundle_ = _mimebundle  # type: ignore[attr-defined]


def _mimebundle(self: Any, **_: Any) -> dict[str, Any]:
    return forms(self)


def _of_model(model: DecisionModel) -> tuple[str, str]:
    """What the model consists of, as HTML and as text."""
    from decision_model.interfaces.overview import contents

    rows = contents(model)
    cells = ("".join(f"<td>{escape(str(cell))}</td>" for cell in row) for row in rows)
    head = f"<p><b>{escape(model.title)}</b><br>{escape(model.question)}</p>"
    table = f"{head}<table><tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"
    return table, "\n".join([model.title, *(f"{count:>4} {kind}: {told}".rstrip(": ") for kind, count, told in rows)])
