"""Lines of a figure as a pen draws them: straight, or in curves that begin and end level (or upright)."""

from dataclasses import dataclass, field

STEPS = 12
"""Points by which a stretch of a line is known where its way is looked at."""
TURN = 18
RADIUS = 9
BARB = 3

Point = tuple[float, float]


@dataclass(frozen=True)
class Stroke:
    """A line as drawn, and its stretches: two points each, with the two handles of a curve between them."""

    data: str
    stretches: list[tuple[Point, ...]]
    ahead: bool = False

    def points(self) -> list[Point]:
        """Points on the line, close together."""
        return [_on(stretch, step / STEPS) for stretch in self.stretches for step in range(STEPS + 1)]


def _on(stretch: tuple[Point, ...], t: float) -> Point:
    """The point of a stretch that has this part of it behind."""
    while len(stretch) > 1:
        pairs = zip(stretch, stretch[1:], strict=False)
        stretch = tuple((a + (c - a) * t, b + (d - b) * t) for (a, b), (c, d) in pairs)
    return stretch[0]


@dataclass
class Pen:
    """A line from a point on; each move leads on from where the one before ended."""

    at: Point
    data: str = ""
    stretches: list[tuple[Point, ...]] = field(default_factory=list)

    def __post_init__(self):
        self.start, self.data = self.at, "M{:g} {:g}".format(*self.at)

    def level(self, x: float) -> "Pen":
        return self._move(f"H{x:g}", (x, self.at[1]))

    def upright(self, y: float) -> "Pen":
        return self._move(f"V{y:g}", (self.at[0], y))

    def turn(self, x: float, y: float, track: float) -> "Pen":
        """On to a point by two rounded corners, upright after this part of the way; straight where it is as high."""
        (from_x, from_y), middle = self.at, round(self.at[0] + (x - self.at[0]) * track, 1)
        if y == from_y:
            return self.level(x)
        radius = min(abs(y - from_y) / 2, RADIUS, middle - from_x, x - middle) * (1 if y > from_y else -1)
        size = abs(radius)
        self.level(middle - size)._bend((middle, from_y), (middle, from_y), (middle, from_y + radius))
        return self.upright(y - radius)._bend((middle, y), (middle, y), (middle + size, y)).level(x)

    def hang(self, x: float, y: float) -> "Pen":
        """On to a point below, upright at both ends, and turning as late as it can."""
        self.upright(max(self.at[1], y - TURN))
        middle = (self.at[1] + y) / 2
        return self._bend((self.at[0], middle), (x, middle), (x, y))

    def barb(self, across: int, down: int) -> "Pen":
        """A mark of direction that opens this way: at the end of a line that leads down, else at its beginning."""
        x, y = self.at if down < 0 else self.start
        sides = ((x + BARB * (across + side * down), y + BARB * (down + side * across)) for side in (-1, 1))
        self.data += "M{:g} {:g}L{:g} {:g}L{:g} {:g}".format(*next(sides), x, y, *next(sides))
        return self

    def stroke(self, *, ahead: bool) -> Stroke:
        return Stroke(self.data, self.stretches, ahead)

    def _bend(self, *controls: Point) -> "Pen":
        """A cubic curve by two handles and its end."""
        return self._move("C" + " ".join(f"{x:g} {y:g}" for x, y in controls), *controls)

    def _move(self, data: str, *points: Point) -> "Pen":
        self.stretches.append((self.at, *points))
        self.at, self.data = points[-1], self.data + data
        return self
