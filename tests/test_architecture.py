"""Five floors: every import points down, none hides in a function, and no package is a drawer for odds and ends."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {"sources": 1, "entries": 2, "zones": 3, "companies": 4, "site_project": 5, "tests": 6}
HOUSE = [package for package in FLOORS if package != "tests"]
DRAWERS = {"utils", "helpers", "common"}
# Functions that import what a string names.
IMPORTERS = {"import_module", "import_string", "__import__"}


@dataclass(frozen=True)
class Import:
    """One import of one of our modules; ``late`` inside a function, ``typing`` for type checkers only."""

    target: str
    line: int
    late: bool
    typing: bool
    in_ready: bool


def module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class Imports(ast.NodeVisitor):
    """Collects every import of a module, its relative ones resolved."""

    def __init__(self, path: str, modules: set[str]):
        self.path, self.modules = path, modules
        self.found: list[Import] = []
        self.scope: list[ast.AST] = []
        self.typing = False

    def add(self, target: str, line: int) -> None:
        late = any(not isinstance(scope, ast.ClassDef) for scope in self.scope)
        self.found.append(Import(target, line, late, self.typing, self.in_ready()))

    def in_ready(self) -> bool:
        """Whether this is ``ready`` of an AppConfig in apps.py: models load only after the app does."""
        match self.scope:
            case [ast.ClassDef(bases=bases), ast.FunctionDef(name="ready")]:
                configs = any(ast.unparse(base).split(".")[-1] == "AppConfig" for base in bases)
                return configs and self.path.endswith("/apps.py")
        return False

    def visit_scope(self, node: ast.AST) -> None:
        self.scope.append(node)
        self.generic_visit(node)
        self.scope.pop()

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = visit_ClassDef = visit_scope

    def visit_If(self, node: ast.If) -> None:
        outside = self.typing
        self.typing = outside or ast.unparse(node.test).split(".")[-1] == "TYPE_CHECKING"
        for child in node.body:
            self.visit(child)
        self.typing = outside
        for child in [node.test, *node.orelse]:
            self.visit(child)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.add(alias.name, node.lineno)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        base = node.module or ""
        if node.level:
            # One dot is the package the module stands in, each further dot the one around it.
            package = self.path.split("/")[: -node.level]
            base = ".".join([*package, *([node.module] if node.module else [])])
        for alias in node.names:
            inner = f"{base}.{alias.name}".lstrip(".")
            self.add(inner if inner in self.modules or not base else base, node.lineno)

    def visit_Call(self, node: ast.Call) -> None:
        match node:
            case ast.Call(func=function, args=[ast.Constant(value=str(target)), *_]):
                if ast.unparse(function).split(".")[-1] in IMPORTERS and target.split(".")[0] in FLOORS:
                    self.add(target, node.lineno)
        self.generic_visit(node)


def imports(path: str, source: str, modules: set[str]) -> list[Import]:
    visitor = Imports(path, modules)
    visitor.visit(ast.parse(source))
    return visitor.found


def modules_run(target: str, importer: str) -> Iterator[str]:
    """The target, then the packages around it whose ``__init__`` runs first; the importer's own run already."""
    yield target
    while (target := target.rpartition(".")[0]) and not f"{importer}.".startswith(f"{target}."):
        yield target


def complaints(files: dict[str, str]) -> list[str]:
    """What breaks the rules in these files (path → source), a sentence each."""
    modules = {module_name(path) for path in files}
    found = [f"{path}: name it for what it holds" for path in files if DRAWERS & set(module_name(path).split("."))]
    graph: dict[str, set[str]] = {}
    for path, source in files.items():
        importer = module_name(path)
        package = importer.split(".")[0]
        graph[importer] = set()
        for one in imports(path, source, modules):
            other = one.target.split(".")[0]
            if FLOORS.get(other, 0) > FLOORS[package]:
                found.append(f"{path}:{one.line}: {package} must not import {one.target}, a floor above")
            if one.late and not one.in_ready:
                found.append(f"{path}:{one.line}: {one.target} is imported inside a function")
            if other == package and not (one.late or one.typing):
                graph[importer].update(modules & set(modules_run(one.target, importer)))
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found.append("imports run in a circle: " + " → ".join(reversed(error.args[1])))
    return found


def strangers(root: Path) -> list[str]:
    """Names at top level that could be imported and are neither a floor nor ``manage.py``."""
    folders = {file.parent.name for file in root.glob("[!.]*/*.py")}
    modules = {file.stem for file in root.glob("*.py")}
    return sorted(folders - FLOORS.keys() | modules - {"manage"})


def test_house_stands_on_its_floors():
    files = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for package in HOUSE
        for path in sorted((ROOT / package).rglob("*.py"))
    }
    assert {path.split("/")[0] for path in files} == set(HOUSE)
    assert complaints(files) == []


def test_tests_hold_no_file_for_odds_and_ends():
    assert [path.name for path in (ROOT / "tests").rglob("*.py") if path.stem in DRAWERS] == []


def test_nothing_else_stands_at_top_level():
    assert strangers(ROOT) == []


UP = "a floor above"
LATE = "inside a function"
CIRCLE = "in a circle"
MODELS = {"zones/m/__init__.py": "from .a import x", "zones/m/a.py": "from ..b import y"}
READY = "from django.apps import AppConfig\nclass C(AppConfig):\n    def ready(self):\n        from {}\n"


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({"sources/a.py": "import zones"}, UP),
        ({"sources/a.py": "import os, entries.models as m"}, UP),
        ({"entries/a.py": "from zones.models import Zone"}, UP),
        ({"zones/a/b.py": "from ...companies import models"}, UP),
        ({"zones/a.py": "from .. import companies"}, UP),
        ({"companies/migrations/0001_a.py": "import site_project.settings"}, UP),
        ({"site_project/a.py": "from tests import settings"}, UP),
        ({"entries/a.py": "class A:\n    from zones import models"}, UP),
        ({"entries/a.py": "try:\n    pass\nfinally:\n    import zones"}, UP),
        ({"entries/a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import zones"}, UP),
        ({"entries/a.py": "from importlib import import_module\nimport_module('zones.models')"}, UP),
        ({"entries/a.py": "m = django.utils.module_loading.import_string('zones.models.Zone')"}, UP),
        ({"sources/apps.py": READY.format("entries import a")}, UP),
        ({"zones/a.py": "def f():\n    from entries import models"}, LATE),
        ({"zones/a.py": "async def f():\n    import os"}, LATE),
        ({"zones/a.py": "class A:\n    def f(self):\n        if self:\n            from . import b"}, LATE),
        ({"zones/a.py": "f = lambda: __import__('zones.b')"}, LATE),
        ({"zones/a.py": READY.format("zones import b")}, LATE),
        ({"zones/apps.py": READY.replace("ready", "load").format("zones import b")}, LATE),
        ({"zones/apps.py": READY.replace("C(AppConfig)", "C").format("zones import b")}, LATE),
        ({"zones/apps.py": "def ready():\n    from zones import b"}, LATE),
        ({"zones/a.py": "from . import b", "zones/b.py": "from zones.a import x"}, CIRCLE),
        ({"zones/a.py": "from .b import x", "zones/b.py": "import zones.c", "zones/c.py": "from . import a"}, CIRCLE),
        ({"zones/__init__.py": "from .a import x", "zones/a.py": "from . import x"}, CIRCLE),
        (MODELS | {"zones/b.py": "from .m import x"}, CIRCLE),
        (MODELS | {"zones/b.py": "from .m.c import x", "zones/m/c.py": ""}, CIRCLE),
        ({"zones/a.py": "if x:\n    pass\nelse:\n    from . import b", "zones/b.py": "from . import a"}, CIRCLE),
        ({"zones/utils.py": ""}, "name it for what it holds"),
        ({"zones/models/helpers.py": ""}, "name it for what it holds"),
        ({"zones/common/__init__.py": ""}, "name it for what it holds"),
    ],
)  # fmt: skip
def test_planted_breach_is_named(files, complaint):
    assert [complaint in found for found in complaints(files)] == [True]


@pytest.mark.parametrize(
    "files",
    [
        {"companies/a.py": "import sources\nfrom entries.models import Entry\nfrom zones import models"},
        {"site_project/a.py": "import os, sources_of\nfrom django.db import models\nfrom tests_of import zones"},
        {"zones/apps.py": READY.format(". import pages"), "zones/pages.py": "from . import apps"},
        {"zones/apps.py": READY.replace("(AppConfig)", "(apps.AppConfig)").format("zones import pages")},
        {"zones/a.py": "import typing\nif typing.TYPE_CHECKING:\n    from . import b", "zones/b.py": "from . import a"},
        {"zones/__init__.py": "", "zones/a.py": "from . import b", "zones/b.py": "from .c import x", "zones/c.py": ""},
        MODELS | {"zones/b.py": "", "zones/m/c.py": "from .a import y"},
        {"zones/a.py": "", "companies/a.py": "from zones import a", "companies/common_ground.py": "from . import a"},
    ],
)  # fmt: skip
def test_import_that_keeps_the_rules_is_not_named(files):
    assert complaints(files) == []


def test_new_package_or_module_at_top_level_is_named(tmp_path):
    names = [
        "zones/a.py",
        "tests/b.py",
        "docs/c.md",
        ".ci/d.py",
        "manage.py",
        "core/e.py",
        "extra/__init__.py",
        "tools.py",
    ]
    for file in (tmp_path / name for name in names):
        file.parent.mkdir(exist_ok=True)
        file.touch()
    assert strangers(tmp_path) == ["core", "extra", "tools"]
