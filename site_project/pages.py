"""What the site as a whole adds to the pages of entries."""

from django.utils.translation import gettext_lazy as _

from entries import sections
from zones.models import Zone


def register() -> None:
    sections.register(
        "place", _("Where it is"), [Zone.KIND], lambda zone: [] if zone.latitude is None else [zone],
        template="_outline.html",
    )  # fmt: skip
