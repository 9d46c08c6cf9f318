"""Plates in templates: ``{% plate entry 1200 320 %}`` and ``{{ entry|sheet_reference }}``."""

from django import template
from django.utils.safestring import SafeString

from .. import plates
from ..models import Entry

register = template.Library()


@register.simple_tag
def plate(entry: Entry, width: int = 640, height: int = 400) -> SafeString:
    return plates.plate(entry.kind, entry.pk.hex, width, height)


@register.filter
def sheet_reference(entry: Entry) -> str:
    return plates.sheet_reference(entry.kind, entry.pk)
