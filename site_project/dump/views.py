"""The last dump that was made, for whoever wants everything."""

from django.conf import settings
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import condition, require_safe


def _stat():
    try:
        return settings.DUMP_FILE.stat()
    except OSError:
        return None


def _tag(_request) -> str | None:
    stat = _stat()
    return f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"' if stat else None


@require_safe
@condition(etag_func=_tag)
def dump(request) -> HttpResponseBase:
    """The file as ``dump_atlas`` left it; a page that says so where none was made yet.

    It is never made on request: that takes minutes where there is much.
    """
    try:
        file = settings.DUMP_FILE.open("rb")
    except OSError:
        return render(request, "no_dump.html", status=404)
    # Compressed already: nothing is to be compressed again on the way.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response = FileResponse(file, as_attachment=True, filename="atlas.zip", content_type="application/zip")
    if stat := _stat():
        response.headers["Last-Modified"] = http_date(stat.st_mtime)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
