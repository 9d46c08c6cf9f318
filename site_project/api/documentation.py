"""The API described: as an OpenAPI document for programs, and as a page made from that for people."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import condition

from entries.freshness import content_tag
from sources import linked

from .application import api
from .problems import Problem

_REFERENCES = "#/components/schemas/"


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document of this release."""
    told = dict(api.get_openapi_schema())
    problem = Problem.model_json_schema(ref_template=f"{_REFERENCES}{{model}}", mode="serialization")
    told["components"]["schemas"] |= problem.pop("$defs") | {Problem.__name__: problem}
    return told


@condition(etag_func=content_tag)
def openapi(_request) -> JsonResponse:
    return JsonResponse(document(), json_dumps_params={"indent": 1})


@condition(etag_func=content_tag)
def docs(request) -> HttpResponse:
    told = document()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in told["paths"].items():
        described = methods["get"]
        answer = described["responses"][200]["content"]["application/json"]["schema"]
        groups.setdefault(described["tags"][0], []).append(described | {"path": path, "answer": _type(answer)})
    about = [" ".join(part.split()) for part in told["info"]["description"].split("\n\n")]
    context = {"info": told["info"], "about": about, "groups": groups, "schemas": list(_schemas(told)),
               "dumped": settings.DUMP_FILE.exists(),
               "linked": linked.page("WebPage", request.path, told["info"]["title"])}  # fmt: skip
    return render(request, "api/docs.html", context)


def _schemas(told: dict[str, Any]):
    """(name, description, fields) of each schema; a field is its name, type, and description."""
    for name, schema in sorted(told["components"]["schemas"].items()):
        fields = [
            (field, _type(one), one.get("description", "")) for field, one in schema.get("properties", {}).items()
        ]
        yield name, schema.get("description", ""), fields


def _type(schema: dict[str, Any]) -> list[tuple[str, bool]]:
    """A type in words, in pieces: (text, whether it is the name of a schema)."""
    if reference := schema.get("$ref"):
        return [(reference.removeprefix(_REFERENCES), True)]
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        pieces = [piece for choice in choices for piece in [(" or ", False), *_type(choice)]]
        return pieces[1:]
    if schema.get("type") == "array":
        return [("list of ", False), *_type(schema.get("items", {}))]
    if values := schema.get("enum"):
        return [(", ".join(map(str, values)), False)]
    return [(schema.get("format") or schema.get("type") or "any", False)]
