"""Lettering on pictures: each sign in the first font that has it, in lines that fit.

The site's own fonts, as pages have them, are asked first; for Chinese and other scripts a font of the system, or the
one that ``CARD_FONT`` names. Text with a sign that no font has is not drawn at all, since a box says nothing.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import ImageFont
from PIL.ImageDraw import ImageDraw

SYSTEM_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",  # Debian and Ubuntu: fonts-noto-cjk
    "/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc",  # Arch
    "/usr/share/fonts/noto/NotoSerifCJK-Regular.ttc",  # Alpine
    "/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Regular.ttc",  # Fedora
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/Supplemental/Songti.ttc",  # macOS
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)
NO_SIGN = "\uffff"
"""What no font has: drawn to know what a font draws for a sign that it lacks."""
# A word with the white space after it; a Han or Kana sign is a word, and takes marks that may not begin a line along.
_HAN = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}][、。，．！？：；」』）》〉】”’…]*\s*|[^\s{_HAN}]+\s*")


def system_fonts() -> tuple[str, ...]:
    """Paths of the fonts for what the site's own lack."""
    places = (settings.CARD_FONT, *SYSTEM_FONTS) if settings.CARD_FONT else SYSTEM_FONTS
    return tuple(place for place in places if Path(place).is_file())


@lru_cache(maxsize=64)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels; of a collection, the face for simplified Chinese if it names one."""
    font = ImageFont.truetype(path, size)
    if path.endswith(".ttc"):
        for index in range(1, 10):
            try:
                face = ImageFont.truetype(path, size, index=index)
            except OSError:
                break
            if "SC" in str(face.getname()[0]).split():
                return face
    return font


@lru_cache(maxsize=8192)
def _has(path: str, sign: str) -> bool:
    font = _font(path, 32)
    drawn = bytes(font.getmask(sign))
    return sign.isspace() or (any(drawn) and drawn != bytes(font.getmask(NO_SIGN)))


def plain(text: str) -> str:
    """Text without marks that have no shape of their own, in composed form, its white space folded."""
    composed = unicodedata.normalize("NFC", text)
    shaped = (sign for sign in composed if sign.isspace() or unicodedata.category(sign) not in ("Cf", "Cc", "Cs"))
    return " ".join("".join(shaped).split())


@dataclass(frozen=True)
class Lettering:
    """A face of the site, such as ``serif-text``, at a size in pixels."""

    face: str
    size: int

    @cached_property
    def paths(self) -> list[str]:
        own = (finders.find(f"site/fonts/{self.face}{part}.woff2") for part in ("", "-more"))
        return [*filter(None, own), *system_fonts()]

    def _path(self, sign: str) -> str:
        """The first font that has a sign; blank where none has."""
        return next((path for path in self.paths if _has(path, sign)), "")

    def can(self, text: str) -> bool:
        return all(self._path(sign) for sign in text)

    def _runs(self, text: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        return [(_font(path, self.size), "".join(run)) for path, run in groupby(text, self._path)]

    def width(self, text: str) -> float:
        return sum(font.getlength(run) for font, run in self._runs(text))

    def lines(self, text: str, width: float) -> list[str]:
        """The text in lines of at most this width; what is longer by itself is broken where it must be."""
        found = [""]
        for word in _WORD.findall(text):
            if self.width((found[-1] + word).rstrip()) <= width:
                found[-1] += word
            else:
                found += self._broken(word, width)
        return [line.rstrip() for line in found if line.strip()]

    def _broken(self, word: str, width: float) -> list[str]:
        parts = [""]
        for sign in word:
            if parts[-1] and self.width((parts[-1] + sign).rstrip()) > width:
                parts.append("")
            parts[-1] += sign
        return parts

    def shortened(self, text: str, width: float, most: int) -> list[str]:
        """At most so many lines; an ellipsis ends the last where more is left out."""
        lines = self.lines(text, width)
        if len(lines) <= most:
            return lines
        *kept, last = lines[:most]
        while last and self.width(f"{last}…") > width:
            last = last[:-1]
        return [*kept, f"{last.rstrip(' ,;:.、，。；')}…"]

    def draw(self, canvas: ImageDraw, x: float, y: float, text: str, colour: str, *, halo: str = "") -> None:
        """Letter a line on its base line ``y``; first all of its halo, which would else cover its neighbours."""
        if halo:
            self._pass(canvas, x, y, text, halo, round(max(self.size * 0.12, 9)))
        self._pass(canvas, x, y, text, colour, 0)

    def _pass(self, canvas: ImageDraw, x: float, y: float, text: str, colour: str, stroke: int) -> None:
        for font, run in self._runs(text):
            canvas.text((x, y), run, colour, font, "ls", stroke_width=stroke, stroke_fill=colour)
            x += font.getlength(run)
