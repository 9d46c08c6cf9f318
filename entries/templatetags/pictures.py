"""An entry's picture in templates."""

from django import template
from django.core.files.storage import default_storage
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from entries import renditions
from entries.models import Entry

from .plates import plate

register = template.Library()

_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}


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
        "entry": entry, "sizes": sizes, "lazy": lazy, "fallback": fallback[1],
        "sources": [(_TYPES[ending], srcset) for ending, srcset in sources], "src": default_storage.url(files[-1].name),
        # In quarters, as classes: a style attribute is what the Content-Security-Policy forbids.
        "focus": f"fx{round(entry.focal_x * 4)} fy{round(entry.focal_y * 4)}",
    }  # fmt: skip
    return mark_safe(get_template("entries/_picture.html").render(context))  # noqa: S308
