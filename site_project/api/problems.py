"""Errors as problem details (RFC 9457): every answer of the API that is no success is one."""

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from ninja.errors import ValidationError

from sources.schemas import Data

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger("django.request")


class Fault(Data):
    """One thing that is wrong with a request."""

    parameter: str
    """The parameter's name."""
    detail: str
    """What is wrong with it."""


class Problem(Data):
    """Why a request was not answered (RFC 9457)."""

    type: str = "about:blank"
    """The sort of problem: what the status says."""
    title: str
    """The status in words."""
    status: int
    """The HTTP status."""
    detail: str
    """What is wrong, and what to do."""
    errors: list[Fault] = []
    """The parameters that are wrong, where it is these."""


class Refused(Exception):
    """Raised for a request that cannot be answered as it stands."""

    def __init__(self, faults: list[Fault]):
        super().__init__(faults)
        self.faults = faults


def answer(
    status: HTTPStatus, detail: str, faults: list[Fault] | None = None, headers: dict[str, str] | None = None
) -> HttpResponse:
    told = Problem(title=status.phrase, status=status, detail=detail, errors=faults or [])
    return HttpResponse(told.model_dump_json(), content_type=MEDIA_TYPE, status=status, headers=headers)


def not_found(_request, error: Exception | None = None) -> HttpResponse:
    detail = str(error) if error and error.args else ""
    if not detail or "matches the given query" in detail:
        detail = gettext("Nothing public is at this address.")
    return answer(HTTPStatus.NOT_FOUND, detail)


def _refused(_request, error: Refused) -> HttpResponse:
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, gettext("Parameters are not as they should be."), error.faults)


def _invalid(request, error: ValidationError) -> HttpResponse:
    faults = [Fault(parameter=str(one["loc"][-1]), detail=one["msg"]) for one in error.errors]
    return _refused(request, Refused(faults))


def _suspicious(_request, _error: SuspiciousOperation) -> HttpResponse:
    return answer(HTTPStatus.BAD_REQUEST, gettext("The request cannot be read."))


def _failed(request, error: Exception) -> HttpResponse:
    _log.error("Internal Server Error: %s", request.path, exc_info=error)
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR, gettext("The atlas made a mistake. Please try again later."))


HANDLERS: dict[type[Exception], Any] = {
    Http404: not_found, Refused: _refused, ValidationError: _invalid, SuspiciousOperation: _suspicious,
    Exception: _failed,
}  # fmt: skip
