"""Settings of the tests: the site's own, on values that no machine's environment changes but DATABASE_URL."""

import os
import tempfile
from pathlib import Path

os.environ |= {
    "ATLAS_ENV_FILE": os.devnull,
    "SECRET_KEY": "only-for-tests-and-long-enough-to-be-taken",
    "SITE_URL": "http://localhost",
    "DEBUG": "False",
    "TIME_ZONE": "UTC",
    "RELEASE": "tests",
    "CARD_FONT": "",
    "REPORT_EMAIL": "mistakes@example.org",
    "API_RATE": "",
    "CLIENT_ADDRESS_HEADER": "",
}

from site_project.settings import *  # noqa: E402, F403
from site_project.settings import DATABASES, STORAGES  # noqa: E402

# Live servers ask for files by their plain names; hashed ones would need a collectstatic before each run.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="atlas-media-"))
# WhiteNoise warns where the folder is missing, as before the first collectstatic.
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="atlas-static-"))
DUMP_FILE = Path(tempfile.mkdtemp(prefix="atlas-dump-")) / "atlas.zip"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# A pool would hold connections open when the test database is to be dropped.
DATABASES["default"]["OPTIONS"].pop("pool", None)
