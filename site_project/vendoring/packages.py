"""What is vendored: each package at one version, whose archive has one digest, and the files that are kept of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from . import outline, trimming

Made = Callable[[bytes], bytes]
"""What becomes of a file on its way here."""


@dataclass(frozen=True)
class Package:
    """``integrity`` is the archive's, as the registry has it; ``files`` has (name here, what is made of it) by path."""

    name: str
    version: str
    integrity: str
    licence: str
    files: Mapping[str, tuple[str, Made]]


PACKAGES = [
    Package(
        "cytoscape", "3.34.4",
        "sha512-msY99tMY8iWTg+sIPGfSqDcPNOt4xcj+v/K/7qUFaCUxxlqnMkUYLBjRUzn9W5CU/R2hrmtJa5+UtovrEM2ctg==",
        "MIT", {
            "dist/cytoscape.min.js": ("cytoscape.min.js", trimming.script),
            "LICENSE": ("LICENSE-cytoscape.txt", bytes),
        },
    ),
    Package(
        "leaflet", "1.9.4",
        "sha512-nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnWyZAxwQixURb+FA74PA==",
        "BSD-2-Clause", {
            "dist/leaflet.js": ("leaflet.min.js", trimming.script),
            "dist/leaflet.css": ("leaflet.css", trimming.style),
            "LICENSE": ("LICENSE-leaflet.txt", bytes),
        },
    ),
    Package(
        "world-atlas", "2.0.2",
        "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
        "ISC; data by Natural Earth, public domain", {
            "countries-110m.json": ("world.json", outline.convert),
            "LICENSE": ("LICENSE-world-atlas.txt", bytes),
        },
    ),
]  # fmt: skip
