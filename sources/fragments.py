"""Text fragments: the part of a web address that leads to a passage by its words (``#:~:text=opens,closes``).

The syntax is that of https://wicg.github.io/scroll-to-text-fragment/; a browser that does not know it opens the page.
"""

from urllib.parse import quote

DELIMITER = ":~:"


def directive(opens: str, closes: str = "") -> str:
    """The directive for a passage, as ``text=We%20began,in%20May``."""
    return "text=" + ",".join(_escape(words) for words in (opens, closes) if words)


def address(url: str, opens: str, closes: str = "") -> str:
    """The web address with the directive put after its fragment, if it has one; blank where there is no address."""
    if not url:
        return ""
    joint = "&" if DELIMITER in url else DELIMITER if "#" in url else f"#{DELIMITER}"
    return f"{url}{joint}{directive(opens, closes)}"


def _escape(words: str) -> str:
    # A hyphen is left alone by percent-encoding, but tells a prefix or suffix from the text itself.
    return quote(words, safe="").replace("-", "%2D")
