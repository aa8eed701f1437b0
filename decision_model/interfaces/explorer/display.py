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


def forms(subject: DecisionModel | Result) -> dict[str, Any]:
    """Its forms by MIME type: HTML with the table before the picture, PNG where there is a picture, plain text."""
    table, text = _of_model(subject) if isinstance(subject, DecisionModel) else (subject._repr_html_(), repr(subject))
    bundle: dict[str, Any] = {"text/html": table, "text/plain": text}
    if drawn := picture(subject):
        image, description = drawn
        source = b64encode(image).decode()
        style = f"width:{WIDTH}px;max-width:100%"
        bundle["text/html"] += f'<img src="data:image/png;base64,{source}" alt="{escape(description)}" style="{style}">'
        bundle["image/png"] = image
    return bundle


def picture(subject: DecisionModel | Result) -> tuple[bytes, str] | None:
    """The picture as PNG and in words; None where there is none to draw."""
    from decision_model.figures import describe, render, scene

    try:
        return render(scene(subject), "png", dpi=DOTS), describe(subject)
    except DecisionError:
        return None


def show_in_notebooks(*kinds: type) -> None:
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
    return table, "\n".join([model.title, *(f"{count:>4} {kind}: {note}".rstrip(": ") for kind, count, note in rows)])
