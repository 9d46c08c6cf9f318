"""What zones add to the pages and registries that entries share."""

from django.utils.translation import gettext_lazy as _

from entries import changes, kinds, sections

from .models import Zone


def register() -> None:
    kinds.register(Zone)
    changes.follow(Zone, lambda zone: [zone.pk, zone.part_of_id])
    sections.register(
        "parts", _("Parts"), ["zone"],
        lambda zone: Zone.objects.published().filter(part_of=zone).for_list().by_name(),
        template="entries/_links.html", all_url="zone-list",
    )  # fmt: skip
