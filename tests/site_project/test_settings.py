"""Settings from the environment: one that cannot work stops the start with a sentence that names it."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

KEY = "only-for-this-test-and-long-enough-to-be-taken"
PRINT = """
import json
from site_project import settings
names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_HSTS_SECONDS ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS DEBUG"
engine = settings.DATABASES["default"]["ENGINE"]
print(json.dumps({name: getattr(settings, name, None) for name in names.split()} | {"engine": engine}))
"""


def start(code: str = "import site_project.settings; print('started')", **environment: str):
    """Load the settings in a process of their own, which knows nothing but these variables."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    given = {"ATLAS_ENV_FILE": os.devnull, "SECRET_KEY": KEY, "DATABASE_URL": "sqlite:///:memory:"}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=kept | given | environment,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def loaded(**environment: str) -> dict:
    done = start(PRINT, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SITE_URL", "nonsense"),
        ("SITE_URL", ""),
        ("SITE_URL", "http://example.org"),
        ("SITE_URL", "https://example.org/path"),
        ("SITE_URL", "ftp://example.org"),
        ("SITE_URL", "http://["),
        ("DATABASE_URL", "mysql://root@127.0.0.1/atlas"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "postgres://postgres@127.0.0.1:port/atlas"),
        ("TIME_ZONE", "Nowhere/Never"),
        ("TIME_ZONE", "../zone"),
        ("TIME_ZONE", ""),
        ("CARD_FONT", "/nowhere/font.otf"),
        ("CARD_FONT", __file__),
    ],
)
def test_malformed_setting_stops_the_start_with_a_sentence_that_names_it(name, value):
    done = start(**{name: value})
    assert done.returncode != 0
    assert "started" not in done.stdout
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert name in last
    assert last.endswith(".")


def test_settings_without_more_than_a_key_are_those_of_this_machine():
    found = loaded()
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert found["DEBUG"] is False
    assert not found["SESSION_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] is None


def test_https_address_makes_cookies_secure_and_sets_hsts():
    found = loaded(SITE_URL="https://atlas.example.org/")
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600
    assert found["ALLOWED_HOSTS"] == ["atlas.example.org"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://atlas.example.org"]


def test_database_url_chooses_the_database():
    assert loaded()["engine"] == "django.db.backends.sqlite3"
    assert loaded(DATABASE_URL="postgres://me@127.0.0.1:5432/atlas")["engine"] == "django.db.backends.postgresql"


def test_env_file_is_read(tmp_path):
    path = tmp_path / "settings.env"
    path.write_text("SITE_URL=https://from-the-file.example\n")
    assert loaded(ATLAS_ENV_FILE=str(path))["ALLOWED_HOSTS"] == ["from-the-file.example"]
    # What the environment says comes first.
    assert loaded(ATLAS_ENV_FILE=str(path), SITE_URL="https://first.example")["ALLOWED_HOSTS"] == ["first.example"]
