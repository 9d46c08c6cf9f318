"""How static files are collected: hashed, compressed, and style sheets joined with those that they import."""

import posixpath
import re

from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'^@import "([^":]+)";$', re.MULTILINE)


def ensure(storage=staticfiles_storage) -> None:
    """Raise ``ImproperlyConfigured`` where files are to be collected and none are: each page, the one that tells of
    errors too, would fail."""
    if isinstance(storage, ManifestFilesMixin) and not storage.hashed_files:
        raise ImproperlyConfigured("Run `manage.py collectstatic`, then start again: no static files are collected.")


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """One request for all styles. Where nothing is collected, browsers follow the imports themselves."""

    def post_process(self, paths, **options):
        joined = InMemoryStorage()
        for name in list(paths):
            if name.endswith(".css") and _IMPORT.search(text := self._text(paths, name)):
                joined.save(name, ContentFile(self._join(paths, name, text).encode()))
                paths[name] = joined, name
        yield from super().post_process(paths, **options)

    def _join(self, paths, name: str, text: str) -> str:
        """The text with each import replaced by what it names: files of the same folder, so addresses in them hold."""
        folder = posixpath.dirname(name)
        return _IMPORT.sub(lambda found: self._text(paths, posixpath.join(folder, found[1])), text)

    @staticmethod
    def _text(paths, name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()
