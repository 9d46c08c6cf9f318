"""Share cards as pictures: the plate of an entry as ground, its name lettered on the land as on a map.

Lengths are in pixels of the card, which is drawn at ``SCALE`` times its size and reduced, so that lines are smooth.
"""

import math
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw

from ..contours import Line, smooth
from ..plates import INDEX_EVERY, sheet
from .lettering import Lettering

WIDTH, HEIGHT = 1200, 630
SCALE = 2
GROUND = 1600  # the plate is wider than the card, so that its landform, right of its middle, stands at the card's right
FRAME, LEFT, RIGHT = 26, 72, 72
STRIP = 536  # where the strip with the site's name begins

# As in the style sheet's tokens, on paper.
PAPER, INK, SOFT, RULE = "#faf8f4", "#17202a", "#55606b", "#8d8a80"
HUES = {"zone": "#2c6855", "company": "#3c4e86", "person": "#85570f", "milestone": "#733f6a"}
MARKS = {"company": [(0, -11), (10, 7), (-10, 7)], "milestone": [(0, -11), (11, 0), (0, 11), (-11, 0)]}
NAME_SIZES = (124, 108, 92, 80, 70, 62, 54, 48, 42, 37, 33, 30)


def draw(kind: str, seed: str, *, name: str, label: str, summary: str, site: str, reference: str) -> bytes:
    """A card as PNG. A blank ``name`` is left out, as are other blank texts; all must be drawable."""
    card = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    canvas = ImageDraw.Draw(card)
    _land(canvas, kind, seed)
    _margins(canvas, kind, label, site, reference)
    bottom = _name(canvas, name, summary) if name else 150
    if summary:
        _summary(canvas, summary, bottom)
    # A few dozen shades of paper, ink and one hue: a palette holds them in a third of the bytes.
    small = card.reduce(SCALE).quantize(96, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    encoded = BytesIO()
    small.save(encoded, "PNG", optimize=True)
    return encoded.getvalue()


def _land(canvas: ImageDraw.ImageDraw, kind: str, seed: str) -> None:
    hue = HUES.get(kind, INK)
    land = sheet(kind, seed, GROUND, HEIGHT)
    for level, lines in enumerate(land.contours):
        strong = level % INDEX_EVERY == 2
        for line in lines:
            points = _scaled(smooth(line).points(6))
            if line is land.boundary:
                for dash in _dashes(points, 20 * SCALE, 11 * SCALE):
                    canvas.line(dash, hue, 2 * SCALE, "curve")
            else:
                canvas.line(points, _mixed(hue, 0.75 if strong else 0.4), 4 if strong else 3, "curve")
    if land.mark:
        _mark(canvas, kind, *land.mark, hue)


def _mark(canvas: ImageDraw.ImageDraw, kind: str, x: float, y: float, hue: str, size: float = 1.7) -> None:
    """The sign of a kind, as on its plate: a zone's is a boundary, the others' stations."""
    box = [SCALE * side for side in (x - 9 * size, y - 9 * size, x + 9 * size, y + 9 * size)]
    if kind == "zone":
        for start in range(0, 360, 60):
            canvas.arc(box, start, start + 38, hue, 5)
        return
    if corners := [(x + size * dx, y + size * dy) for dx, dy in MARKS.get(kind, [])]:
        canvas.polygon(_scaled(corners), PAPER, hue, 5)
    else:
        canvas.ellipse(box, PAPER, hue, 5)
    canvas.circle((x * SCALE, y * SCALE), 2.5 * size * SCALE, hue)


def _margins(canvas: ImageDraw.ImageDraw, kind: str, label: str, site: str, reference: str) -> None:
    """The neat-line; above, what kind of thing it is; below it, the site's name and the sheet's number."""
    outside = [
        (0, 0, WIDTH, FRAME),
        (0, 0, FRAME, HEIGHT),
        (WIDTH - FRAME, 0, WIDTH, HEIGHT),
        (0, STRIP, WIDTH, HEIGHT),
    ]
    for corner in outside:
        canvas.rectangle([SCALE * side for side in corner], PAPER)
    canvas.rectangle([SCALE * side for side in (FRAME, FRAME, WIDTH - FRAME, HEIGHT - FRAME)], None, RULE, SCALE)
    canvas.line([(FRAME * SCALE, STRIP * SCALE), ((WIDTH - FRAME) * SCALE, STRIP * SCALE)], RULE, SCALE)
    Lettering("serif-display", 32 * SCALE).draw(canvas, LEFT * SCALE, 582 * SCALE, site, INK)
    small = Lettering("inter", 22 * SCALE)
    end = (WIDTH - RIGHT) * SCALE - small.width(reference)
    small.draw(canvas, end, 580 * SCALE, reference, SOFT)
    if label:
        hue = HUES.get(kind, SOFT)
        _mark(canvas, kind, LEFT + 12, 90, hue, 1.2)
        Lettering("inter", 26 * SCALE).draw(canvas, (LEFT + 36) * SCALE, 100 * SCALE, label, hue, halo=PAPER)


def _name(canvas: ImageDraw.ImageDraw, name: str, summary: str) -> float:
    """Letter the name as large as it fits; returns where its last line stands."""
    room = 250 if summary else 390
    for size in NAME_SIZES:
        face = Lettering("serif-display", size * SCALE)
        lines = face.lines(name, 860 * SCALE)
        if len(lines) * size * 1.08 <= room:
            break
    y = 100 + 24 + size * 0.9
    for number, line in enumerate(lines):
        face.draw(canvas, LEFT * SCALE, (y + number * size * 1.08) * SCALE, line, INK, halo=PAPER)
    return y + (len(lines) - 1) * size * 1.08


def _summary(canvas: ImageDraw.ImageDraw, summary: str, above: float) -> None:
    """As many lines as there is room for above the strip."""
    face = Lettering("serif-text", 29 * SCALE)
    first, step = above + 64, 39
    most = int((STRIP - 24 - first) // step) + 1
    for number, line in enumerate(face.shortened(summary, 820 * SCALE, min(most, 4))):
        face.draw(canvas, LEFT * SCALE, (first + number * step) * SCALE, line, INK, halo=PAPER)


def _scaled(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _mixed(colour: str, part: float) -> str:
    """A colour laid on paper so thinly that only this part of it shows."""
    channels = [(int(colour[at : at + 2], 16), int(PAPER[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(ink * part + paper * (1 - part)):02x}" for ink, paper in channels)


def _dashes(points: Line, dash: float, gap: float) -> Iterator[Line]:
    """The line in dashes; the short stretches of a smooth line are never longer than one."""
    way, piece = 0.0, [points[0]]
    for start, stop in pairwise(points):
        way += math.dist(start, stop)
        if way % (dash + gap) < dash:
            piece.append(stop)
        else:
            if len(piece) > 1:
                yield piece
            piece = [stop]
    if len(piece) > 1:
        yield piece
