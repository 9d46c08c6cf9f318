"""What all tests share."""


def pytest_report_header(config):
    from django.conf import settings  # noqa: PLC0415  (settings load after this file)

    return f"database: {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[-1]}"
