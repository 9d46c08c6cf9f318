"""What is left out of vendored scripts and style sheets: whatever would make a browser ask for a file not kept here."""

import re


def script(source: bytes) -> bytes:
    """Without the line that names its source map."""
    return re.sub(rb"\n//# sourceMappingURL=.*\n?", b"\n", source)


def style(source: bytes) -> bytes:
    """Without rules that ask for pictures; what they draw, controls and markers, is not used."""
    return re.sub(rb"[^{}]*\{[^{}]*url\([^{}]*\}", b"", source)
