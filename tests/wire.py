"""Holds every answer of the API that a test receives to docs/openapi.json, field by field and choice by choice.

A view may build its body without its serializer; what the page reads is typed from the OpenAPI file all the same. A
field that the file does not name is a fault, too: nobody could rely on it, and a phone would not be typed for it.
"""

import contextlib
import functools
import json
import re
from copy import deepcopy
from typing import Any

from django.test import Client
from django.urls import Resolver404, resolve
from jsonschema_rs import Draft202012Validator, Registry

from tests.records import ROOT

ADDRESS = "nod:api"
API = "/api/v1/"
# The file does not describe itself.
OF_ITSELF = {"/api/v1/openapi.json", "/api/v1/docs/"}


class BrokenContract(AssertionError):
    """An answer is not what docs/openapi.json says."""


@functools.cache
def api_file() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "docs" / "openapi.json").read_text())
    return found


def closed(schema: Any) -> Any:
    """Return a copy in which an object with named fields may have no others."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: closed(each) for name, each in schema.items()}
    if len(made.get("oneOf", ())) == 2 and {"type": "null"} in made["oneOf"]:
        # Said in this way the faults are those of the value, not that it is neither.
        [other] = [each for each in made.pop("oneOf") if each != {"type": "null"}]
        made |= {"if": {"not": {"type": "null"}}, "then": other}
    if isinstance(schema.get("properties"), dict) and "additionalProperties" not in schema:
        made["additionalProperties"] = False
    return made


@functools.cache
def _registry() -> Registry:
    components = closed(deepcopy(api_file()["components"]))
    return Registry([(ADDRESS, {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": components})])


def _moved(schema: Any) -> Any:
    """Return a schema whose references lead into the registry."""
    if isinstance(schema, list):
        return [_moved(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: ADDRESS + each if name == "$ref" and isinstance(each, str) else _moved(each)
        for name, each in schema.items()
    }


def validator_of(schema: dict[str, Any]) -> Draft202012Validator:
    """Return what checks a value against a schema of the OpenAPI file (or one that refers into it)."""
    return Draft202012Validator(_moved(closed(schema)), registry=_registry(), validate_formats=True)


@functools.cache
def _answers(path: str, method: str) -> dict[str, dict[str, Any]] | None:
    """Return the documented answers of an operation by status; None where the file does not know it."""
    found: dict[str, dict[str, Any]] | None = api_file()["paths"].get(path, {}).get(method, {}).get("responses")
    return found


@functools.cache
def _validator(path: str, method: str, status: str, media: str) -> Draft202012Validator | None:
    answers = _answers(path, method) or {}
    content = answers.get(status, answers.get("default", {})).get("content", {})
    return validator_of(content[media]["schema"]) if "schema" in content.get(media, {}) else None


def check_answer(path: str, method: str, status: int, media: str, body: bytes) -> None:
    """Raise BrokenContract unless the answer to an operation (a path of the OpenAPI file) is a documented one."""
    answers = _answers(path, method.lower())
    where = f"{method} {path} -> {status}"
    if answers is None:
        if status < 300 and method in {"GET", "POST", "PUT", "PATCH", "DELETE"} and path not in OF_ITSELF:
            raise BrokenContract(f"{where}: the OpenAPI file does not know it")
        return
    if status < 400 and str(status) not in answers:
        raise BrokenContract(f"{where}: the OpenAPI file knows only {', '.join(answers)}")
    media = media.partition(";")[0].strip()
    if not media.endswith("json"):
        return
    check = _validator(path, method.lower(), str(status), media)
    if check is None:
        raise BrokenContract(f"{where}: no {media} is documented for it")
    faults = [
        f"{'/'.join(map(str, each.instance_path)) or '.'}: {each.message}"
        for each in check.iter_errors(json.loads(body))
    ]
    if faults:
        raise BrokenContract(f"{where} is not what docs/openapi.json says:\n" + "\n".join(faults[:10]))


def check_path(address: str, method: str, status: int, media: str, body: bytes) -> None:
    """The same for an address as it was asked for; what is none of the API's is let pass."""
    address = address.partition("?")[0]
    if address.startswith(API):
        with contextlib.suppress(Resolver404):
            check_answer(_template_of(resolve(address).route), method, status, media, body)


@functools.cache
def _template_of(route: str) -> str:
    """Return the OpenAPI path of a route of Django's, without its converters."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)


def watch_clients() -> None:
    """Let Django's and DRF's test clients check each answer of the API that they hand to a test."""
    ask = Client.request

    def checked(self: Client, **request: Any) -> Any:
        answer = ask(self, **request)
        if not answer.streaming:
            address, method = answer.request["PATH_INFO"], answer.request["REQUEST_METHOD"]
            check_path(address, method, answer.status_code, answer.get("Content-Type", ""), answer.content)
        return answer

    Client.request = checked  # type: ignore[method-assign]
