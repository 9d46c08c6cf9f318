"""The dump as a zip file, written beside its place and put there when it is whole."""

import fcntl
import os
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone
from pydantic import BaseModel

from entries import tabular

from . import contents, dictionary
from .tables import columns, row

Progress = Callable[[str, int], None]


class Busy(Exception):
    """Raised while another process makes the same dump."""


class Table:
    """A CSV file under way."""

    def __init__(self, path: Path, schema: type[BaseModel]):
        self.path, self.columns = path, columns(schema)
        self.names = [column.name for column in self.columns]
        self.file = path.open("wb")
        self.file.writelines(tabular.lines([], self.names))

    def add(self, data: BaseModel) -> None:
        self.file.writelines(tabular.lines([row(data, self.columns)], self.names, header=False))


def write(path: Path, progress: Progress = lambda name, number: None) -> Counter[str]:
    """Write the dump; gives the number of lines and rows by file. Raises ``Busy``, and ``OSError`` from the disk.

    Memory does not grow with the atlas: lines go into the zip as they are read, tables into files beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path), TemporaryDirectory(prefix=f"{path.name}-", dir=path.parent) as folder:
        whole = Path(folder) / path.name
        with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
            counts = _fill(archive, Path(folder), progress)
            for name, text in dictionary.texts(counts, timezone.now()).items():
                archive.writestr(name, text)
        os.replace(whole, path)
    return counts


def _fill(archive: ZipFile, folder: Path, progress: Progress) -> Counter[str]:
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        tables = {name: Table(folder / f"{name}.csv", schema) for name, schema in contents.tables().items()}
        for table in tables.values():
            stack.callback(table.file.close)
        for file in contents.files():
            with archive.open(f"{file.name}.jsonl", "w", force_zip64=True) as out:
                for line in file.lines():
                    out.write(line.model_dump_json().encode() + b"\n")
                    counts[f"{file.name}.jsonl"] += 1
                    for name, data in contents.rows_of(file, line):
                        tables[name].add(data)
                        counts[f"csv/{name}.csv"] += 1
                    progress(file.name, counts[f"{file.name}.jsonl"])
    for name, table in tables.items():
        archive.write(table.path, f"csv/{name}.csv")
        counts[f"csv/{name}.csv"] += 0
    return counts


@contextmanager
def _alone(path: Path):
    """Hold a lock that the system lets go of when the process ends, however it ends."""
    with path.with_name(f".{path.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield
