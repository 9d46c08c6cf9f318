"""`manage.py serve`: bring the database and the static files up to date, then serve the site with Granian."""

import hashlib
import os
import socket
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connections

from entries.models import Entry, SearchRow

from ...models import MapPlace

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Command(BaseCommand):
    """Serve the site as production does; a free port and a writable folder are made sure of before anything else."""

    help = "Prepare the database and static files, then serve the site."
    # The checks read the whole project; the port is tried before that.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        # Kept as text, so that a wrong one gets a sentence of ours.
        parser.add_argument("--port", default="8000", help="port to listen on (default: 8000)")

    def handle(self, *args: Any, host: str, port: str, **options: Any) -> None:
        number = read_port(port)
        try_port(host, number)
        try_folder(settings.BASE_DIR / "var")
        self.check()
        self.stdout.write("Bringing the database up to date …")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("seed_article")
        index_what_stood_before()
        lay_out_first_map()
        collect_static()
        connections.close_all()
        # Again, since Granian would silently share a port that another server took meanwhile.
        try_port(host, number)
        site_url = served_url(settings.SITE_URL, number)
        self.stdout.write(self.style.SUCCESS(f"Hard Tech Atlas is at {site_url}/ (stop with Ctrl+C)"))
        self.stdout.flush()
        os.environ["SITE_URL"] = site_url
        os.chdir(settings.BASE_DIR)
        os.execv(sys.executable, granian(host, number))  # noqa: S606 (no shell is wanted)


def read_port(port: str) -> int:
    """The port as a number; CommandError unless it is one that can be listened on."""
    if not (str(port).isascii() and str(port).isdigit() and 1 <= int(port) <= 65535):
        raise CommandError(f"A port is a whole number from 1 to 65535, not “{port}”: try make serve PORT=8001.")
    return int(port)


def try_port(host: str, port: int) -> None:
    """CommandError unless `port` can be listened on at `host`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            # As servers do: a port whose last connections are still closing is free.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        another = 8001 if port != 8001 else 8002
        raise CommandError(
            f"Port {port} on {host} cannot be used ({error.strerror}): try make serve PORT={another}."
        ) from None


def try_folder(folder: Path) -> None:
    """CommandError unless files can be made in `folder`, which is made first where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise CommandError(f"Nothing can be written in {folder} ({error.strerror}): make it yours.") from None


def collect_static() -> None:
    """Run collectstatic, which takes seconds, unless the stamp says that just these files were collected here."""
    stamp = Path(settings.STATIC_ROOT) / "collected"
    if stamp.is_file() and stamp.read_text() == static_digest():
        return
    # Away first and written last, so that an interrupted run does not count.
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(static_digest())


def index_what_stood_before() -> None:
    """Fill the search index of a database that is older than it."""
    if not SearchRow.objects.exists():
        call_command("rebuild_search")


def lay_out_first_map() -> None:
    """Give entries their places on the map where none has one."""
    if not MapPlace.objects.exists() and Entry.objects.published().exists():
        call_command("lay_out_map")


def static_digest() -> str:
    """A digest of all that decides what collectstatic writes, and of the manifest it wrote last."""
    packages = [(name, version(name)) for name in ("django", "whitenoise", "brotli")]
    parts = [repr((packages, settings.STORAGES["staticfiles"], settings.STATIC_URL)).encode()]
    for finder in get_finders():
        for path, storage in finder.list(None):
            with storage.open(path) as file:
                parts += [path.encode(), file.read()]
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    parts.append(manifest.read_bytes() if manifest.is_file() else b"")
    # Digests have one length, so that no two lists of parts run together to the same bytes.
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def served_url(site_url: str, port: int) -> str:
    """Where visitors find the site: `site_url`, on this port when it is plain http on this machine."""
    parts = urlsplit(site_url)
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        return f"http://{host}:{port}"
    return site_url.rstrip("/")


def granian(host: str, port: int) -> list[str]:
    """The command line of the server: one process, so that its caches are one, with a few threads."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", "1", "--blocking-threads", "4"),
        # A browser that keeps its connection open must not hold up Ctrl+C for long.
        *("--workers-kill-timeout", "2", "--log-level", "warning"),
        "site_project.wsgi:application",
    ]
