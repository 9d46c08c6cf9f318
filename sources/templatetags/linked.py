"""Linked data in templates: as a block of data, which no browser runs."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# As Django's json_script does, and for those two that JSON allows in a string and older JavaScript does not.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def linked_data(documents: list[dict[str, Any]] | None) -> SafeString | str:
    """The documents as one script element, in which no text can end it; nothing where there are none."""
    if not documents:
        return ""
    told = documents[0] if len(documents) == 1 else documents
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')
