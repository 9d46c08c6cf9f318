"""What a seed says at its end: what became of the records, what changed, and what the database has against it."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import DatabaseError, IntegrityError

from .document import Document, Refused
from .outcome import Change, Outcome
from .problems import Problem

BLANK = Path(__file__).resolve().parent.parent / "seeds" / "blank.toml"
"""An empty document with every field explained, to start from."""

SHOWN = 60
"""Characters of a value that a line shows."""

_DATABASE = {
    "is locked": "Another process is writing to the database; try again when it is done.",
    "lock timeout": "Another process is writing to the database; try again when it is done.",
    "deadlock": "Another process is writing to the database; try again when it is done.",
    "no such table": "The database is not ready: run manage.py migrate first.",
    "no such column": "The database is not ready: run manage.py migrate first.",
    "does not exist": "The database is not ready: run manage.py migrate first.",
    "readonly": "The database may only be read: make its file and folder writable.",
    "is full": "The disk is full.",
    "unable to open": "The database file cannot be opened.",
    "connection": "The database cannot be reached.",
}


def database(error: DatabaseError) -> Problem:
    """What the database says, as a sentence with what to do."""
    said = " ".join(str(error).split())
    if isinstance(error, IntegrityError):
        return Problem(0, "", "", f"The database refused a row, or another process changed it meanwhile: {said}")
    words = next((words for part, words in _DATABASE.items() if part in said), "The database refused to go on.")
    return Problem(0, "", "", f"{words} (It said: {said})")


def lines(outcome: Outcome, *, listed: bool) -> Iterator[str]:
    """The report as text; ``listed`` names each field that changes or is kept."""
    for kind, counts in outcome.counts.items():
        told = ", ".join(f"{number} {what}" for what, number in sorted(counts.items()))
        yield f"{kind:>10}: {told}"
    if listed:
        for change in outcome.changes:
            yield f"changes: {_place(change)}: {_short(change.before)} → {_short(change.after)}"
        for change in outcome.kept:
            yield f"kept: {_place(change)}: {_short(change.before)}; the document says {_short(change.after)}"
    elif outcome.kept:
        number = len(outcome.kept)
        yield f"Kept {number} {'field' if number == 1 else 'fields'} as editors left them; --dry-run lists them."
    if outcome.located:
        yield f"Located {outcome.located} passages, each once, in the text."


def as_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "counts": {kind: dict(counts) for kind, counts in outcome.counts.items()},
        "changes": [asdict(change) for change in outcome.changes],
        "kept": [asdict(change) for change in outcome.kept],
        "located": outcome.located,
    }


def _place(change: Change) -> str:
    return f'{change.kind} "{change.key}", {change.field}'


def _short(value: Any) -> str:
    if value in (None, "", []):
        return "nothing"
    told = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    told = " ".join(told.split())
    return told if len(told) <= SHOWN else f"{told[: SHOWN - 1]}…"


def read_text(path: Path, seed: Document) -> str:
    """A source's text from a file; raises ``Refused``."""
    if len(seed.source) != 1:
        raise _refused("--text goes with a document that has exactly one source.")
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise _refused(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(f"{path}, line {line}: this is not UTF-8 text.") from error
    if "\0" in text:
        raise _refused(f"{path}, line {text.count(chr(10), 0, text.index(chr(0))) + 1}: there is a NUL character.")
    return text


def _refused(words: str) -> Refused:
    return Refused([Problem(0, "", "", words)])
