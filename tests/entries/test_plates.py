"""Plates: small, whole, and the same on every machine."""

import hashlib
import re
from types import SimpleNamespace
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from hypothesis import given, settings, strategies as st

from entries import contours
from entries.plates import plate, sheet_reference

KINDS = ("zone", "company", "person", "milestone", "source", "a kind to come")
SIZES = ((1200, 320), (640, 400), (420, 270), (320, 220), (320, 160))
SEED = UUID("e4b5a2c1-7d3f-4a7e-9a60-0c5d1f2b3a49").hex

NUMBER = r"-?(?:\d+(?:\.\d+)?|\.\d+)"


def contour_paths(svg):
    return [e.get("d") for e in ElementTree.fromstring(svg) if e.tag == "path" and e.get("class") != "pt"]  # noqa: S314


def points(path):
    """Where each stretch of each line in a path starts and ends."""
    for line in re.findall(rf"M({NUMBER}) ?({NUMBER})q([^tzM]+)(?:t([^zM]+))?", path):
        x, y = float(line[0]), float(line[1])
        steps = [float(n) for n in re.findall(NUMBER, line[2])[2:] + re.findall(NUMBER, line[3])]
        yield x, y
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            yield x, y


@settings(max_examples=40, deadline=None)
@given(st.uuids(), st.sampled_from(KINDS), st.sampled_from(SIZES))
def test_any_plate_is_small_well_formed_and_inside_its_box(pk, kind, size):
    width, height = size
    svg = plate(kind, pk.hex, width, height)
    cell = height / 24
    paths = contour_paths(svg)
    places = [place for path in paths for place in points(path)]

    assert len(svg.encode()) < 6000
    assert ElementTree.fromstring(svg).get("viewBox") == f"0 0 {width} {height}"  # noqa: S314
    assert "style=" not in svg
    assert all(re.fullmatch(rf"(M({NUMBER}[ ]?)+q({NUMBER}[ ]?)+(t({NUMBER}[ ]?)+)?z?)+", path) for path in paths)
    assert all(-cell <= x <= width + cell and -cell <= y <= height + cell for x, y in places)


@settings(max_examples=40, deadline=None)
@given(st.uuids(), st.sampled_from(KINDS), st.sampled_from(SIZES))
def test_any_plate_has_lines_in_each_quarter_and_its_kinds_mark_clear_of_the_border(pk, kind, size):
    width, height = size
    svg = plate(kind, pk.hex, width, height)
    places = [place for path in contour_paths(svg) for place in points(path)]

    assert len({(x < width / 2, y < height / 2) for x, y in places}) == 4
    assert ('class="bd"' in svg) == (kind == "zone")
    assert ('class="pt"' in svg) == (kind in {"company", "person", "milestone"})
    for x, y in re.findall(r'cx="(\d+)" cy="(\d+)"', svg):
        assert 0.25 < int(x) / width < 0.75
        assert 0.25 < int(y) / height < 0.75


@settings(max_examples=20, deadline=None)
@given(st.uuids(), st.sampled_from(SIZES))
def test_boundary_of_a_zone_is_one_ring_clear_of_the_border(pk, size):
    width, height = size
    [boundary] = re.findall(r'class="bd" d="([^"]+)"', plate("zone", pk.hex, width, height))
    assert boundary.count("M") == boundary.count("z") == 1
    assert all(0 < x < width and 0 < y < height for x, y in points(boundary))


def test_plate_drawn_again_is_the_same_everywhere():
    digest = hashlib.sha256(plate.__wrapped__("company", SEED).encode()).hexdigest()
    assert digest == "d5fb900135012c095afae4e3a5be22d16817da5c08ff1f261661ef8e609cc1b7"


def test_plates_of_other_ids_kinds_and_sizes_differ():
    other = SEED[::-1]
    drawings = {plate(kind, seed, *size) for kind in KINDS for seed in (SEED, other) for size in SIZES}
    assert len(drawings) == len(KINDS) * 2 * len(SIZES)


def test_contour_around_one_height_is_one_closed_ring():
    grid = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
    [[ring]] = contours.contours([[v - 0.5 for v in row] for row in grid], 1, 10)
    assert ring[0] == ring[-1]
    assert set(ring) == {(5, 10), (10, 5), (15, 10), (10, 15)}
    assert contours.extent(ring) == (10, 10)


def test_each_level_that_the_land_reaches_has_its_own_contour():
    land = [[-0.5, -0.5, -0.5], [-0.5, 1.5, -0.5], [-0.5, -0.5, -0.5]]
    assert [len(lines) for lines in contours.contours(land, 3, 10)] == [1, 1, 0]
    assert [len(lines) for lines in contours.contours(land, 1, 10)] == [1]


def test_contour_that_leaves_the_grid_ends_on_its_border():
    [[line]] = contours.contours([[-1, 1], [-1, 1], [-1, 1]], 1, 10)
    assert sorted(line) == [(5, 0), (5, 10), (5, 20)]
    assert contours.path(sorted(line)) == "M5 0q0 10 0 20"


def test_contours_through_a_saddle_part():
    [both] = contours.contours([[1, -1], [-1, 1]], 1, 10)
    assert sorted(len(line) for line in both) == [2, 2]
    assert len({point for line in both for point in line}) == 4


@pytest.mark.parametrize("pk", [UUID(SEED), SEED, str(UUID(SEED))])
def test_sheet_reference_is_the_kinds_letter_and_four_digits(pk):
    assert sheet_reference("company", pk) == "C E4·B5"


def test_template_tags_draw_and_cite_an_entry():
    entry = SimpleNamespace(kind="person", pk=UUID(SEED))
    template = Template("{% load plates %}{% plate entry 320 160 %}{% plate entry %}{{ entry|sheet_reference }}")
    assert template.render(Context({"entry": entry})) == (
        plate("person", SEED, 320, 160) + plate("person", SEED) + "P E4·B5"
    )
