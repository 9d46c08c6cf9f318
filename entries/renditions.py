"""Renditions of an entry's picture: four widths in three formats, made once, beside the picture they are made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

FOLDER = "pictures"
WIDTHS = (320, 640, 1280, 1920)
_OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 60, "speed": 8},
    "webp": {"quality": 80},
    "jpg": {"quality": 82, "optimize": True},
    "png": {"optimize": True},
}
_NAMES = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG", "png": "PNG"}


@dataclass(frozen=True)
class Rendition:
    """One file: where it lies, its format by file ending, and its width in pixels."""

    name: str
    ending: str
    width: int


def of(name: str, width: int | None) -> list[Rendition]:
    """What renditions a picture of that name and width has; a picture is never made wider than it is.

    The last format is the one that every browser reads: that of the picture itself.
    """
    if not name or not width:
        return []
    stem, _dot, ending = name.rpartition(".")
    # At most the widest step; of a smaller picture, its own width.
    widths = sorted({min(step, width) for step in WIDTHS})
    return [Rendition(f"{stem}-{step}.{kind}", kind, step) for kind in ("avif", "webp", ending) for step in widths]


def make(name: str) -> tuple[int, int]:
    """Write the renditions of a stored picture; returns its width and height."""
    with default_storage.open(name) as stored, Image.open(stored) as picture:
        picture.load()
        for rendition in of(name, picture.width):
            height = max(1, round(picture.height * rendition.width / picture.width))
            encoded = BytesIO()
            small = picture.resize((rendition.width, height), Image.Resampling.LANCZOS)
            small.save(encoded, _NAMES[rendition.ending], **_OPTIONS[rendition.ending])
            default_storage.save(rendition.name, ContentFile(encoded.getvalue()))
        return picture.size


def discard(name: str, width: int | None, *, used) -> None:
    """Remove a picture and its renditions once the current transaction is through, unless ``used()`` says it is."""

    def remove():
        if not used():
            for each in (name, *(rendition.name for rendition in of(name, width))):
                default_storage.delete(each)

    if name:
        transaction.on_commit(remove)


def orphans(entries) -> Iterator[str]:
    """Stored files that belong to no entry's picture, as an interrupted upload leaves them."""
    kept: set[str] = set()
    for name, width in entries.exclude(image="").values_list("image", "image_width").iterator():
        kept |= {name, *(rendition.name for rendition in of(name, width))}
    if default_storage.exists(FOLDER):
        for file in sorted(default_storage.listdir(FOLDER)[1]):
            if f"{FOLDER}/{file}" not in kept:
                yield f"{FOLDER}/{file}"
