"""Whatever the server says to a patient is there in Spanish (`backend/common/spanish.py`)."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.contrib.auth import password_validation
from rest_framework import exceptions, serializers

from backend.accounts.serializers import RedeemSerializer
from backend.common.spanish import OURS, SPANISH, in_spanish
from backend.library.glossary import faults_in
from backend.reminders import serializers as reminders
from backend.rights import serializers as rights
from backend.sync import serializers as sync
from backend.sync import shapes
from tests.records import ROOT

BACKEND = ROOT / "backend"
# Only staff and operators meet what these say; the desk and the admin are in English.
FOR_STAFF = (
    *("config", "curation", "demo", "desk", "insights", "library", "assessments", "programs", "audit"),
    *(
        "accounts/answerable.py",
        "accounts/away.py",
        "accounts/care.py",
        "accounts/clinics.py",
        "accounts/clinic_serializers.py",
        "accounts/corrections.py",
        "accounts/details.py",
    ),
    *(
        "accounts/access.py",
        "accounts/invitation_mail.py",
        "accounts/emergency.py",
        "accounts/sent_once.py",
        "accounts/sessions.py",
    ),
    *("accounts/staff.py", "accounts/management", "reminders/management", "rights/management", "rights/locked.py"),
    *("reminders/operator_page.py", "messages/services.py", "diary/services.py", "reports/content.py"),
    *("common/openapi.py", "common/compiled.py"),
)
# They hold both languages themselves (test_words.py).
BOTH = ("reminders/channels/wording.py", "reminders/unsubscribe.py", "reports/handout.py", "rights/export.py")
# Of which only what a therapist does with an invitation.
STAFF_SENTENCES = {"This patient has already joined."}
NOT_SAID = {"ImproperlyConfigured", "RuntimeError", "ValueError", "TypeError", "LookupError", "extend_schema"}
SENTENCE = re.compile(r"[A-Z“{].* .*[.!?]", re.DOTALL)
PLACE = re.compile(r"\{\w+(?::\w+)?\}|%\(\w+\)[sd]")


def sentences_in(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield what code may say: texts that read as a sentence, filled in with 7, but docstrings and help texts."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Constant | ast.JoinedStr):
        text = text_of(node)
        if SENTENCE.fullmatch(text):
            yield node.lineno, text
        return
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in NOT_SAID:
            return
        node.keywords = [each for each in node.keywords if each.arg not in ("help_text", "description")]
    for child in ast.iter_child_nodes(node):
        yield from sentences_in(child)


def text_of(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(text_of(each) if isinstance(each, ast.Constant) else "7" for each in node.values)


def patient_modules() -> list[Path]:
    left_out = tuple(str(BACKEND / name) for name in (*FOR_STAFF, *BOTH))
    found = [path for path in sorted(BACKEND.rglob("*.py")) if not str(path).startswith(left_out)]
    return [path for path in found if "migrations" not in path.parts and path.name != "spanish.py"]


def test_every_sentence_of_a_patients_route_is_there_in_spanish() -> None:
    found = [(path, *said) for path in patient_modules() for said in sentences_in(ast.parse(path.read_text()))]
    assert len(found) > 35
    missing = [
        f"{path.relative_to(ROOT)}:{line}: {text!r} has no Spanish: add it to backend/common/spanish.py"
        for path, line, text in found
        if text not in STAFF_SENTENCES and in_spanish(text) is None
    ]
    assert missing == []


def test_every_row_is_said_somewhere() -> None:
    modules = [*patient_modules(), *(BACKEND / name for name in BOTH)]
    said = {text for path in modules for _, text in sentences_in(ast.parse(path.read_text()))}
    patterns = {row: re.compile(".+".join(map(re.escape, PLACE.split(row))), re.DOTALL) for row in OURS}
    assert [row for row, pattern in patterns.items() if not any(map(pattern.fullmatch, said))] == []


@pytest.mark.parametrize("name", FOR_STAFF)
def test_what_is_left_out_exists(name: str) -> None:
    assert (BACKEND / name).exists()


def shapes_of(module: ModuleType) -> list[type[serializers.Serializer]]:
    found = [each for _, each in inspect.getmembers(module, inspect.isclass) if each.__module__.startswith("backend.")]
    return [each for each in found if issubclass(each, serializers.Serializer)]


def messages_of(field: serializers.Field) -> Iterator[str]:
    """Yield whatever a field may answer, those within it included."""
    for message in field.error_messages.values():
        yield str(message)
    for validator in field.validators:
        if message := getattr(validator, "message", None):
            yield str(message)
    within = [getattr(field, "child", None), *getattr(field, "fields", {}).values()]
    for each in within:
        if each is not None and not getattr(each, "read_only", False):
            yield from messages_of(each)


def test_every_fault_of_a_patients_field_is_there_in_spanish() -> None:
    kinds = [RedeemSerializer, *(each for module in (reminders, rights, sync, shapes) for each in shapes_of(module))]
    messages = {message for kind in kinds for message in messages_of(kind())}
    messages |= {str(validator.get_error_message()) for validator in password_validators()}
    messages |= {str(each.default_detail) for each in api_errors()}
    assert len(messages) > 40
    assert sorted(message for message in messages if in_spanish(PLACE.sub("7", message)) is None) == []


def password_validators() -> list[password_validation.MinimumLengthValidator]:
    validators = password_validation.get_default_password_validators()
    assert len(validators) >= 3
    return [each for each in validators if hasattr(each, "get_error_message")]


def api_errors() -> list[type[exceptions.APIException]]:
    return [
        each
        for _, each in inspect.getmembers(exceptions, inspect.isclass)
        if issubclass(each, exceptions.APIException) and isinstance(getattr(each, "default_detail", None), object)
    ]


def test_the_table_keeps_to_the_glossary_and_to_its_names() -> None:
    for english, spanish in SPANISH.items():
        assert faults_in(spanish, "es") == [], english
        assert set(PLACE.findall(spanish)) <= set(PLACE.findall(english)), english


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Choose a number from 0 to 10.", "Elige un número de 0 a 10."),
        ("This is not valid JSON: a\nb.", "Esto no es JSON válido: a\nb."),
        ("What nobody has written.", None),
    ],
)
def test_a_sentence_that_is_filled_in_is_found(english: str, spanish: str | None) -> None:
    assert in_spanish(english) == spanish
