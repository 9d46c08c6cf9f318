"""Entries on other sites: ``frames`` shows them in a frame, ``oembed`` tells others which frame shows a page."""
