"""Vendored files: what is recorded of them holds, and what is made of the packages."""

import hashlib
import json
from base64 import b64encode

import pytest
from django.core.management import CommandError, call_command
from django.template import Context, Template

from site_project.management.commands.vendor import FOLDER
from site_project.vendoring import fetching, outline, packages, trimming

RECORD = json.loads((FOLDER / fetching.RECORD).read_bytes())
FILES = {name: package for package in packages.PACKAGES for name, _make in package.files.values()}


def test_record_and_folder_hold_the_files_of_the_packages():
    assert RECORD.keys() == FILES.keys()
    assert {file.name for file in FOLDER.iterdir()} == {*FILES, fetching.RECORD, "README.md"}


@pytest.mark.parametrize("name", FILES)
def test_file_is_what_the_record_says(name):
    digest = b64encode(hashlib.sha384((FOLDER / name).read_bytes()).digest()).decode()
    package = FILES[name]
    assert RECORD[name] == {
        "package": package.name, "version": package.version, "licence": package.licence,
        "integrity": f"sha384-{digest}",
    }  # fmt: skip


@pytest.mark.parametrize("package", packages.PACKAGES, ids=lambda package: package.name)
def test_readme_tells_version_and_licence(package):
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert f"| {package.name} | {package.version} | {package.licence} |" in readme
    assert any(name.startswith("LICENSE") for name, _make in package.files.values())


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith((".js", ".css"))])
def test_file_asks_for_no_other(name):
    """Nor would static files then be changed on their way, which browsers would refuse."""
    content = (FOLDER / name).read_bytes()
    assert b"sourceMappingURL" not in content
    assert b"@import" not in content and (b"url(" not in content or name.endswith(".js"))


def test_template_tag_writes_the_digest():
    html = Template('{% load vendored %}{% vendored "leaflet.min.js" %}{% vendored "leaflet.css" %}').render(Context())
    for name in ("leaflet.min.js", "leaflet.css"):
        assert f'"/static/vendor/{name}" integrity="{RECORD[name]["integrity"]}"' in html


def test_script_and_style_lose_what_asks_for_more():
    assert trimming.script(b"run();\n//# sourceMappingURL=run.js.map") == b"run();\n"
    rules = b"a { color: red }\nb { background: url(b.png) }\ni { top: 0 }"
    assert trimming.style(rules) == b"a { color: red }\ni { top: 0 }"


def test_outline_has_land_as_rings_and_shared_arcs_as_borders():
    """Two squares side by side: three arcs, of which the middle one is in both, once in each direction."""
    topology = {
        "transform": {"scale": [1, 1], "translate": [10, 20]},
        "arcs": [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]],
        "objects": {
            "land": {"geometries": [{"type": "Polygon", "arcs": [[2, 1]]}]},
            "countries": {
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "arcs": [[[2, -1]]]},
                ]
            },
        },
    }
    told = json.loads(outline.convert(json.dumps(topology).encode()))
    assert told["borders"] == [[[20, 11], [21, 11]]]
    assert told["land"] == [[[20, 11], [20, 12], [21, 12], [21, 11], [21, 10], [20, 10], [20, 11]]]


def test_world_has_land_and_borders_on_earth():
    world = json.loads((FOLDER / "world.json").read_bytes())
    assert len(world["land"]) > 100 and len(world["borders"]) > 100
    points = [point for line in world["land"] + world["borders"] for point in line]
    assert all(-90 <= latitude <= 90 and -180 <= longitude <= 180 for latitude, longitude in points)
    assert all(ring[0] == ring[-1] for ring in world["land"])


@pytest.fixture
def npm(monkeypatch, tmp_path):
    """A folder of programs in which there is only what the test puts there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path / "npm"


def test_missing_npm_is_named(npm):
    with pytest.raises(CommandError, match="needs npm"):
        call_command("vendor")


def test_archive_with_another_digest_is_refused_and_nothing_written(npm):
    npm.write_text("#!/bin/sh\n: > package.tgz\n")
    npm.chmod(0o700)
    before = (FOLDER / fetching.RECORD).stat().st_mtime_ns
    with pytest.raises(CommandError, match="is not what it was: sha512-"):
        call_command("vendor")
    assert (FOLDER / fetching.RECORD).stat().st_mtime_ns == before
