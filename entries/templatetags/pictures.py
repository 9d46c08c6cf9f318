"""An entry's picture in templates."""

import re
from collections.abc import Iterator

from django import template
from django.core.files.storage import default_storage
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from entries import renditions
from entries.models import Entry

from .plates import plate

register = template.Library()

STRIPS = 11
"""Of as many equal strips of a picture, one holds the focus. A box shows that strip whole if it shows as much of it."""
_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}

_LENGTH = re.compile(r"(?<!: )(?<![\d.])([\d.]+)(rem|vw)")
"""A length in ``sizes``, not one in the condition for it."""


@register.simple_tag
def picture(entry: Entry, width: int, height: int, sizes: str, *, lazy: bool = True) -> SafeString:
    """The entry's picture for a box of these proportions, or its plate where it has none.

    ``sizes`` says how wide the box is, as the attribute of that name does.
    """
    files = renditions.of(str(entry.image), entry.image_width)
    if not files:
        return plate(entry, width, height)
    sets: dict[str, str] = {}
    for file in files:
        ending = f"{default_storage.url(file.name)} {file.width}w"
        sets[file.ending] = f"{sets[file.ending]}, {ending}" if file.ending in sets else ending
    *sources, fallback = sets.items()
    context = {
        "entry": entry, "sizes": _drawn(entry, width / height, sizes), "lazy": lazy, "fallback": fallback[1],
        "sources": [(_TYPES[ending], srcset) for ending, srcset in sources], "src": default_storage.url(files[-1].name),
        "focus": " ".join((*steps("x", entry.focal_x), *steps("y", entry.focal_y))),
    }  # fmt: skip
    return mark_safe(get_template("entries/_picture.html").render(context))  # noqa: S308


def _drawn(entry: Entry, box: float, sizes: str) -> str:
    """How wide the picture is drawn: one flatter than its box fills its height, and is cut off at its sides."""
    wider = max(1, (entry.image_width or 1) / (entry.image_height or 1) / box)
    return _LENGTH.sub(lambda length: f"{float(length[1]) * wider:g}{length[2]}", sizes)


def steps(axis: str, focus: float) -> Iterator[str]:
    """Classes that move a picture in its box by tenths, which add up: 1, 2, 3 and 4 make any number to ten.

    A style attribute would be what the Content-Security-Policy forbids; a class for each tenth, twice the rules.
    """
    left = min(STRIPS - 1, int(focus * STRIPS))
    for step in (4, 3, 2, 1):
        if step <= left:
            left -= step
            yield f"{axis}{step}"
