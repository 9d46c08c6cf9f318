"""The last dump that was made, for whoever wants everything."""

import os
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import condition, require_safe

MEDIA_TYPE = "application/zip"
CHUNK = 64 * 1024
# One part, from the beginning or from the end; several at a time are answered with all, as the standard allows.
_RANGE = re.compile(r"bytes=(?!-$)([0-9]{0,18})-([0-9]{0,18})")


def _stat():
    try:
        return settings.DUMP_FILE.stat()
    except OSError:
        return None


def _tag(_request) -> str | None:
    stat = _stat()
    return f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"' if stat else None


def _asked(request: HttpRequest, size: int) -> range | None:
    """The bytes that a download goes on with; None for all of them, as where the file is another by now."""
    found = _RANGE.fullmatch(request.headers.get("Range", "")) if request.method == "GET" else None
    if not found or request.headers.get("If-Range", _tag(request)) != _tag(request):
        return None
    first, last = found.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    return range(int(first), min(int(last) + 1 if last else size, size))


class _Part:
    """Some bytes of a file, read by a response and closed by it."""

    def __init__(self, file: BinaryIO, part: range):
        file.seek(part.start)
        self.file, self.left, self.close = file, len(part), file.close

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.file.read(min(CHUNK, self.left)):
            self.left -= len(chunk)
            yield chunk


@require_safe
@condition(etag_func=_tag)
def dump(request: HttpRequest) -> HttpResponseBase:
    """The file as ``dump_atlas`` left it, or a part of it; a page that says so where none was made yet.

    It is never made on request: that takes minutes where there is much.
    """
    try:
        file = settings.DUMP_FILE.open("rb")
    except OSError:
        return render(request, "no_dump.html", status=404)
    # Compressed already: nothing is to be compressed again on the way.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    stat = os.fstat(file.fileno())
    response = _answer(file, stat.st_size, _asked(request, stat.st_size))
    headers = {"Last-Modified": http_date(stat.st_mtime), "Accept-Ranges": "bytes", "Access-Control-Allow-Origin": "*"}
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _answer(file: BinaryIO, size: int, part: range | None) -> HttpResponseBase:
    if part is None:
        return FileResponse(file, as_attachment=True, filename="atlas.zip", content_type=MEDIA_TYPE)
    if not part:
        file.close()
        return HttpResponse(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers={"Content-Range": f"bytes */{size}"}
        )
    headers = {"Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}", "Content-Length": str(len(part))}
    return StreamingHttpResponse(
        _Part(file, part), status=HTTPStatus.PARTIAL_CONTENT, content_type=MEDIA_TYPE, headers=headers
    )
