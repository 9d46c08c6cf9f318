"""How much room lettering takes on a page, and how to cut it to fit; nothing here asks a browser or the system.

The site's own fonts are measured as they are. A sign that they lack is set in a face that is not known here, and is
given as much room as such a face takes at most: a whole em, and more for pictures of things.
"""

import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.contrib.staticfiles import finders

from ..cards.lettering import Lettering

SLACK = 1.06
"""Room for figures set to one width, and for the face that stands in until ours has come."""
SHAPELESS, PICTURES = ("Mn", "Me", "Cc", "Cf", "Cs"), ("So", "Sk")


def _ems(sign: str) -> float:
    return 1.4 if unicodedata.category(sign) in PICTURES else 1


@dataclass(frozen=True)
class PageLettering(Lettering):
    """A face of the site at a size in units of a figure, as a browser letters it."""

    leading: int
    """Height of a line."""

    @cached_property
    def paths(self) -> list[str]:
        return [*filter(None, (finders.find(f"site/fonts/{self.face}{part}.woff2") for part in ("", "-more")))]

    @property
    def descent(self) -> int:
        return round(self.leading * 0.22)

    def width(self, text: str) -> float:
        return SLACK * sum(self._advance(sign) for sign in text)

    @lru_cache(maxsize=4096)  # noqa: B019  (three faces, which stay)
    def _advance(self, sign: str) -> float:
        """Of one sign alone: what fonts kern, they mostly draw together."""
        if unicodedata.category(sign) in SHAPELESS:
            return 0
        return super().width(sign) if self._path(sign) else self.size * _ems(sign)


NAME, OWN, SMALL = (
    PageLettering("serif-text", 15, 18),
    PageLettering("serif-display", 19, 22),
    PageLettering("inter", 12, 14),
)
"""Names, the name that a figure is about, and labels."""
