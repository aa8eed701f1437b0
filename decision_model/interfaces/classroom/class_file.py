"""A class file: a scenario that starts from another, with everybody's weights as perspectives."""

from __future__ import annotations

from os.path import relpath
from pathlib import Path

import typer

from decision_model.analysis.classroom.classroom import Classroom
from decision_model.interfaces.classroom_server.exports import free_name
from decision_model.model.fingerprint import fingerprint
from decision_model.scenario.emitter import inline


def class_file(result: Classroom, scenario: Path, target: Path) -> bytes:
    """The text of a class file at `target`; a usage error where the scenario does not lie beside or below it."""
    path = Path(relpath(scenario.resolve(), target.resolve().parent))
    if ".." in path.parts or path.is_absolute():
        message = f"a class file lies in the folder of {scenario.name}, or above it; it starts from that file."
        raise typer.BadParameter(message, param_hint="--output")
    model, taken = result.model, set(result.model.perspectives)
    lines = [
        f"# {result.persons} answers to {model.name} (fingerprint {fingerprint(model)})",
        f"extends: {inline(path.as_posix())}",
        "",
        "perspectives:",
    ]
    for place in range(result.persons):
        name = free_name(f"person_{place + 1}", taken)
        points = result.weighings.points[:, place].tolist()
        weights = {each: float(f"{value:.12g}") for each, value in zip(result.weighings.names, points, strict=True)}
        lines.append(f"  {name}: {inline({'label': result.person(place), 'weights': weights})}")
    return ("\n".join(lines) + "\n").encode("utf-8")
