"""Vendored files in templates, each with the digest that a browser checks: ``{% vendored "leaflet.min.js" %}``."""

import json
from functools import cache

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..vendoring.fetching import RECORD

register = template.Library()
RECORDED = settings.BASE_DIR / "site_project" / "static" / "vendor" / RECORD


@register.simple_tag
def integrity(name: str) -> str:
    """The digest of a vendored file; raises ``KeyError`` where none is called so."""
    return _record()[name]["integrity"]


@register.simple_tag
def vendored(name: str) -> SafeString:
    """The element that loads a vendored script or style sheet."""
    html = '<link rel="stylesheet" href="{}" integrity="{}">' if name.endswith(".css") else (
        '<script src="{}" integrity="{}" defer></script>'
    )  # fmt: skip
    return format_html(html, static(f"vendor/{name}"), integrity(name))


@cache
def _record() -> dict[str, dict[str, str]]:
    return json.loads(RECORDED.read_bytes())
