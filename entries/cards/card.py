"""What a share card shows, the key that names it, and its file, which is drawn once."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from django.conf import settings
from django.core.files import locks
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from .. import kinds
from ..models import Entry
from ..plates import sheet_reference
from . import drawing
from .lettering import Lettering, plain, system_fonts

DESIGN = 1
"""Raise it when cards are drawn in another way: then all have new keys."""
PATIENCE = 10.0
"""Seconds to wait for the cards that others draw."""


class Busy(Exception):
    """So many cards are being drawn that this one has to be asked for later."""


@dataclass(frozen=True)
class Card:
    """What is drawn. Of ``names``, the first is shown that the fonts here can draw: the name, then other names."""

    kind: str
    seed: str
    names: tuple[str, ...]
    label: str
    summary: str
    reference: str

    @classmethod
    def of(cls, entry: Entry) -> "Card":
        """The card of an entry with its aliases at hand."""
        names = (entry.name, *(alias.name for alias in entry.aliases.all()))
        label = capfirst(str(kinds.get(entry.kind)._meta.verbose_name))
        return cls(
            entry.kind, entry.pk.hex, names, label, entry.summary, sheet_reference(entry.kind, entry.pk)
        )  # fmt: skip

    @classmethod
    def of_site(cls) -> "Card":
        summary = gettext(
            "Companies, innovation zones, people and milestones of hard technology,"
            " each statement with the passage it rests on."
        )
        return cls("", settings.SITE_NAME, (settings.SITE_NAME,), "", summary, "")

    @property
    def key(self) -> str:
        """Twenty hexadecimal digits: others as soon as anything that the card shows is another."""
        shown = repr((DESIGN, settings.SITE_NAME, system_fonts(), astuple(self)))
        return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()[:20]

    def draw(self) -> bytes:
        """The picture as PNG, without texts that no font here can draw."""
        names = (plain(name) for name in self.names)
        name = next((name for name in names if Lettering("serif-display", 32).can(name)), "")
        label, summary = (
            text if Lettering(face, 32).can(text) else ""
            for face, text in (("inter", plain(self.label)), ("serif-text", plain(self.summary)))
        )
        return drawing.draw(
            self.kind, self.seed, name=name, label=label, summary=summary,
            site=settings.SITE_NAME if name != settings.SITE_NAME else "", reference=self.reference,
        )  # fmt: skip

    def png(self) -> bytes:
        """The picture from its file, which is drawn if it is not there yet; raises ``Busy``."""
        file = folder() / f"{self.key}.png"
        if not file.exists():
            with _alone():
                if not file.exists():
                    _write(file, self.draw())
        return file.read_bytes()


def address(entry: Entry) -> str:
    """Path of an entry's card; its aliases are at hand."""
    return reverse(f"{entry.kind}-card", args=[entry.slug, Card.of(entry).key])


def site_address() -> str:
    return reverse("site-card", args=[Card.of_site().key])


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "cards"


def outdated(entries) -> Iterator[Path]:
    """Files of cards that no entry has any more."""
    kept = {Card.of_site().key}
    for entry in entries.only("kind", "name", "summary").prefetch_related("aliases").iterator(2000):
        kept.add(Card.of(entry).key)
    for file in sorted(folder().glob("*.png")):
        if file.stem not in kept:
            yield file


@contextmanager
def _alone() -> Iterator[None]:
    """One card at a time, in whichever thread or process: it is drawn once, and takes the memory of one."""
    folder().mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + PATIENCE
    with (folder() / "lock").open("ab") as lock:
        while not locks.lock(lock, locks.LOCK_EX | locks.LOCK_NB):
            if time.monotonic() > until:
                raise Busy
            time.sleep(0.02)
        yield


def _write(file: Path, png: bytes) -> None:
    """Whole or not at all, should the process end midway."""
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        part.write(png)
    os.chmod(part.name, 0o644)  # noqa: S103  (as other pictures: a proxy may read it)
    os.replace(part.name, file)
