"""What every template knows."""

from django.conf import settings


def site(_request):
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "report_email": settings.REPORT_EMAIL}
