"""What holds for every answer of the API: who may ask, in which way and how often."""

from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import gettext

from . import problems, rates

PREFIX = "/api/v1/"
PAGES = (PREFIX, f"{PREFIX}docs")
"""Addresses that lead to a page for people."""
METHODS = "GET, HEAD, OPTIONS"
ANYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, RateLimit, RateLimit-Policy, Retry-After",
}
PREFLIGHT = {
    "Allow": METHODS, "Access-Control-Allow-Methods": METHODS, "Access-Control-Max-Age": "86400",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
}  # fmt: skip


def front(get_response):
    """Middleware: scripts of any site may read; HEAD is answered as GET; nothing is written; clients have a rate."""

    def respond(request) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return get_response(request)
        if request.method == "OPTIONS":
            response = HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT)
        else:
            response = _counted(request, get_response)
        return _with(response, ANYWHERE)

    return respond


def _with(response: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _counted(request, get_response) -> HttpResponse:
    allowance = rates.take(request)
    if allowance and allowance.left < 0:
        told = gettext("Too many requests: wait as many seconds as Retry-After says.")
        response = problems.answer(HTTPStatus.TOO_MANY_REQUESTS, told, headers={"Retry-After": str(allowance.reset)})
    else:
        response = _refusal(request) or _answer(request, get_response)
    return _with(response, allowance.headers if allowance else {})


def _refusal(request) -> HttpResponse | None:
    if request.method not in ("GET", "HEAD"):
        told = gettext("The API is only read: use GET.")
        return problems.answer(HTTPStatus.METHOD_NOT_ALLOWED, told, headers={"Allow": METHODS})
    if request.path not in PAGES and not request.accepts("application/json"):
        return problems.answer(HTTPStatus.NOT_ACCEPTABLE, gettext("The API answers in application/json alone."))
    return None


def _answer(request, get_response) -> HttpResponse:
    """The operations know GET alone; the server leaves the content of an answer to HEAD out."""
    asked, request.method = request.method, "GET"
    response = get_response(request)
    request.method = asked
    return response
