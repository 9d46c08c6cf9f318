"""Getting the project to run: what `make serve` refuses, and the sentences it refuses with."""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.management import CommandError, call_command

from site_project import bootstrap
from site_project.management.commands import serve

LOCK = "one==1.0 \\\n    --hash=sha256:00\n"


@pytest.mark.parametrize("version", [(2, 7), (3, 10, 13)])
def test_old_python_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(bootstrap.Trouble, match=r"needs Python 3\.11 or newer"):
        bootstrap.check_version(version)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14), (4, 0)])
def test_new_enough_python_is_taken(version: tuple[int, ...]) -> None:
    bootstrap.check_version(version)


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_missing_ensurepip_names_the_package(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    package = rf"sudo apt install python3\.{sys.version_info[1]}-venv"
    with pytest.raises(bootstrap.Trouble, match=package):
        bootstrap.check_ensurepip()


def test_unwritable_folder_is_refused(unwritable: Path) -> None:
    with pytest.raises(bootstrap.Trouble, match="Nothing can be written in") as refused:
        bootstrap.check_writable(unwritable)
    assert str(unwritable) in str(refused.value)


def test_env_file_is_private_and_has_a_fresh_secret(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    bootstrap.make_env_file(first)
    bootstrap.make_env_file(second)
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    secret = first.read_text().split("SECRET_KEY=")[1].strip()
    assert len(secret) >= 50
    assert secret not in second.read_text()


def test_env_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("SECRET_KEY=mine\n")
    bootstrap.make_env_file(path)
    assert path.read_text() == "SECRET_KEY=mine\n"


def test_environment_that_does_not_run_is_not_kept(tmp_path: Path) -> None:
    python = tmp_path / "bin" / "python"
    assert not bootstrap.works(python)
    python.parent.mkdir()
    python.symlink_to(tmp_path / "gone")
    assert not bootstrap.works(python)


def test_install_is_skipped_only_when_stamped_with_this_lock(tmp_path: Path) -> None:
    """`false` stands where the environment's Python would: it fails whenever an install is tried."""
    (tmp_path / "lock.txt").write_text(LOCK)
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    python.symlink_to("/bin/false")
    stamp = tmp_path / bootstrap.STAMP
    stamp.write_text(f"{bootstrap.digest(tmp_path / 'lock.txt')} lock.txt\n")
    bootstrap.install(python, tmp_path, ["lock.txt"])
    (tmp_path / "lock.txt").write_text(LOCK.replace("1.0", "1.1"))
    with pytest.raises(bootstrap.Trouble, match="could not be installed"):
        bootstrap.install(python, tmp_path, ["lock.txt"])
    assert not stamp.exists()


@pytest.mark.parametrize(
    ("arguments", "folder", "locks"),
    [
        ([], ".venv", ["requirements.txt"]),
        (["--dev"], ".venv", ["requirements.txt", "requirements/dev.txt"]),
        (["--newest"], ".venv-newest", ["requirements/newest.txt"]),
    ],
)
def test_each_purpose_installs_its_locks_in_its_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], folder: str, locks: list[str]
) -> None:
    installed = []
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", *arguments])
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "environment", lambda place: place)
    monkeypatch.setattr(bootstrap, "install", lambda *told: installed.append(told))
    assert bootstrap.main() == 0
    assert installed == [(tmp_path / folder, tmp_path, locks)]


def test_bootstrap_needs_only_the_standard_library() -> None:
    """`-S` leaves out site-packages."""
    command = [sys.executable, "-I", "-S", bootstrap.__file__, "--help"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_serve_refuses_a_taken_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"^Port {port} on 127\.0\.0\.1 .* make serve PORT=8001\.$"):
            call_command("serve", port=str(port))


def test_serve_refuses_a_port_that_its_taker_would_share() -> None:
    """Granian listens with SO_REUSEPORT, and a second Granian would get every other visitor."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match="cannot be used"):
            call_command("serve", port=str(other.getsockname()[1]))


@pytest.mark.parametrize("port", ["", "0", "-1", "65536", "8000.5", "eighty", "²"])
def test_serve_refuses_what_is_no_port(port: str) -> None:
    with pytest.raises(CommandError, match="whole number from 1 to 65535"):
        call_command("serve", port=port)


def test_serve_refuses_an_unwritable_folder(unwritable: Path) -> None:
    with pytest.raises(CommandError, match="Nothing can be written in"):
        serve.try_folder(unwritable / "var")


@pytest.mark.parametrize(
    ("site_url", "served"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8001"),
        ("http://localhost", "http://localhost:8001"),
        ("http://[::1]:8000/", "http://[::1]:8001"),
        ("https://127.0.0.1:8000", "https://127.0.0.1:8000"),
        ("https://atlas.example/", "https://atlas.example"),
    ],
)
def test_port_changes_the_address_on_this_machine_only(site_url: str, served: str) -> None:
    assert serve.served_url(site_url, 8001) == served


def test_static_files_are_collected_again_only_when_something_changed(collected: list[str], tmp_path: Path) -> None:
    source, manifest = tmp_path / "source" / "site.css", tmp_path / "root" / "staticfiles.json"
    serve.collect_static()
    serve.collect_static()
    assert len(collected) == 1
    source.write_text("a { color: blue }")
    serve.collect_static()
    serve.collect_static()
    assert len(collected) == 2
    manifest.write_text("{}")
    serve.collect_static()
    serve.collect_static()
    assert len(collected) == 3


def test_static_files_are_collected_again_after_a_run_that_failed(
    monkeypatch: pytest.MonkeyPatch, collected: list[str], tmp_path: Path
) -> None:
    serve.collect_static()
    (tmp_path / "source" / "site.css").unlink()
    with monkeypatch.context() as broken, pytest.raises(OSError, match="full"):
        broken.setattr(serve, "call_command", Mock(side_effect=OSError("full")))
        serve.collect_static()
    (tmp_path / "source" / "site.css").write_text("a { color: red }")
    serve.collect_static()
    assert len(collected) == 2


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> list[str]:
    """The commands called by collect_static, which finds one file and would collect it into an empty folder."""
    for folder in ("source", "root"):
        (tmp_path / folder).mkdir()
    (tmp_path / "source" / "site.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [tmp_path / "source"], tmp_path / "root"
    called: list[str] = []
    monkeypatch.setattr(serve, "get_finders", lambda: [FileSystemFinder()])
    monkeypatch.setattr(serve, "call_command", lambda name, **_: called.append(name))
    return called


@pytest.fixture
def unwritable(tmp_path: Path) -> Path:
    """A folder in which nothing can be made; root may write anywhere but among the kernel's."""
    if os.geteuid() == 0:
        if not Path("/proc/self").exists():
            pytest.skip("no folder is closed to root here")
        return Path("/proc")
    tmp_path.chmod(0o500)
    return tmp_path
