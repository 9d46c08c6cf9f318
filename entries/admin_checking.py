"""The check of all evidence as a page of the admin, with a link to mend each line."""

import re

from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from . import checking

PATIENCE = 5.0
"""Seconds that the page may take; the command takes as long as it needs."""
MOST_SHOWN = 500


def report(request, site: AdminSite) -> TemplateResponse:
    if not request.user.has_perm("entries.view_entry"):
        raise PermissionDenied
    age = request.GET.get("older_than", "")
    years = int(age) if re.fullmatch("[0-9]{1,4}", age) else None
    tally, found, whole = checking.part(PATIENCE, MOST_SHOWN, years)
    context = site.each_context(request) | {
        "title": _("Check of all evidence"), "groups": list(checking.by_title(found)), "whole": whole,
        "summary": checking.summary(tally), "faults": sum(one.is_fault for one in found), "found": len(found),
        "years": years,
    }  # fmt: skip
    return TemplateResponse(request, "admin/entries/evidence.html", context)
