"""Zones as plain data."""

from entries.schemas import Entry


class Zone(Entry):
    """A place set apart for innovation."""

    latitude: float | None
    """In degrees north; null where it is not known."""
    longitude: float | None
    """In degrees east; null where it is not known."""
