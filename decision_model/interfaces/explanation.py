"""What to tell a user about an error, whatever it is."""

from __future__ import annotations

import sys

from decision_model.errors import DecisionError

TRACEBACK = "DECISION_MODEL_TRACEBACK"
"""Set in the environment, it lets tracebacks be shown."""

PACKAGES = {"yaml": "pyyaml", "PIL": "pillow", "pptx": "python-pptx", "docx": "python-docx"}
"""What packages are called where they are installed, by the name under which they are imported."""


def explanation(error: Exception) -> str:
    """What to tell the user about an error."""
    if isinstance(error, DecisionError):
        return str(error)
    if isinstance(error, ModuleNotFoundError) and error.name and not error.name.startswith("decision_model"):
        return _missing(error.name.partition(".")[0])
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror}."
    if isinstance(error, MemoryError):
        return "This needs more memory than there is. Fewer steps or states, or --depth, make it smaller."
    return (
        f"Something went wrong that should not have: {type(error).__name__}: {error}\n"
        f"Please report this to the authors, with the version ({_version()}), what you ran, and the scenario if you "
        f"may share it. Setting {TRACEBACK}=1 shows where it happened."
    )


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"decision-model {version('decision-model')}"
    except PackageNotFoundError:
        return "decision-model, not installed"


def _missing(module: str) -> str:
    package = PACKAGES.get(module, module)
    return (
        f"decision-model needs the package {package}, which this Python does not have. Install it with:\n"
        f'    "{sys.executable}" -m pip install {package}'
    )
