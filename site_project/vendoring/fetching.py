"""From the registry into ``static/vendor``: nothing is written unless every archive is the one that was asked for."""

import base64
import hashlib
import json
import subprocess
import tarfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from .packages import Package

RECORD = "vendored.json"
"""Tells of each file its package, version, licence and integrity; templates take the latter from it."""


class Trouble(Exception):
    """A package that cannot be had, or is another than was asked for."""


def fetch(packages: Iterable[Package], folder: Path) -> dict[str, bytes]:
    """Write the files of all packages and the record; returns them by name."""
    written: dict[str, bytes] = {}
    record = {}
    for package in packages:
        for name, content in _files(package).items():
            written[name] = content
            about = {"package": package.name, "version": package.version, "licence": package.licence}
            record[name] = about | {"integrity": integrity(content, "sha384")}
    written[RECORD] = json.dumps(record, indent=1, sort_keys=True).encode() + b"\n"
    for name, content in written.items():
        (folder / name).write_bytes(content)
    return written


def integrity(content: bytes, algorithm: str) -> str:
    """As the registry and browsers write it (https://www.w3.org/TR/SRI/)."""
    return f"{algorithm}-{base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


def _files(package: Package) -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        archive = _pack(package, Path(folder))
        if (found := integrity(archive.read_bytes(), "sha512")) != package.integrity:
            raise Trouble(f"{package.name} {package.version} is not what it was: {found}. Nothing was written.")
        with tarfile.open(archive) as opened:
            return {name: make(_member(opened, path)) for path, (name, make) in package.files.items()}


def _pack(package: Package, folder: Path) -> Path:
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 (of constants)
    except FileNotFoundError as error:
        raise Trouble("This needs npm, which comes with Node.js. Nothing was written.") from error
    except subprocess.CalledProcessError as error:
        raise Trouble(f"{package.name} cannot be had: {error.stderr.decode().strip()}. Nothing was written.") from error
    return next(folder.glob("*.tgz"))


def _member(archive: tarfile.TarFile, path: str) -> bytes:
    member = archive.extractfile(f"package/{path}")
    if member is None:
        raise Trouble(f"{path} is no file.")
    return member.read()
