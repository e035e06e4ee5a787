"""A patient is answered in the language their app asks for, the desk in English."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from backend.accounts.invitations import invite_patient
from backend.common.spanish import SPANISH
from tests.people import People

pytestmark = pytest.mark.django_db
ES = {"HTTP_ACCEPT_LANGUAGE": "es"}
REDEEM = {
    "code": "AAAAAAAA",
    "email": "nora@patient.test",
    "password": "correct horse battery",
    "time_zone": "America/Chicago",
    "language": "es",
    "consents": True,
}
CORRECT = "Hay que corregir algunos campos."
PHONE = "/api/v1/sync/push"


def redeem(headers: dict[str, str], **more: Any) -> dict[str, Any]:
    answer = APIClient().post("/api/v1/invitations/redeem", {**REDEEM, **more}, format="json", **headers)
    assert answer.status_code == 400
    return dict(answer.json())


@pytest.mark.parametrize(
    ("more", "title", "fault"),
    [
        ({}, "Este código no sirve.", "Revisa las letras o pide un código nuevo a tu terapeuta."),
        ({"consents": False}, "Acepta antes de continuar.", "Nod solo puede guardar tu diario si lo aceptas."),
        ({"password": "abc"}, "Elige otra contraseña.", "La contraseña es demasiado corta. Usa 12 caracteres o más."),
        (
            {"email": "nora"},
            "Hay que corregir algunos campos.",
            "Escribe un correo electrónico como nombre@ejemplo.com.",
        ),
        ({"code": ""}, CORRECT, "Este campo no puede quedar vacío."),
        ({"language": "fr"}, CORRECT, "“fr” no es una de las opciones."),
    ],
)
def test_joining_answers_in_spanish(more: dict[str, Any], title: str, fault: str) -> None:
    problem = redeem(ES, **more)
    assert problem["detail"] == title
    assert problem["errors"][0]["detail"] == fault


def test_the_language_of_the_browser_is_understood_and_another_is_english() -> None:
    assert redeem({"HTTP_ACCEPT_LANGUAGE": "es-MX,es;q=0.9,en;q=0.5"})["detail"] == "Este código no sirve."
    assert redeem({"HTTP_ACCEPT_LANGUAGE": "fr"})["detail"] == "This code doesn’t work."
    assert redeem({})["detail"] == "This code doesn’t work."


def test_a_taken_address_answers_in_spanish(people: People) -> None:
    made = invite_patient(people.tara, name="Nora", language="es", time_zone="America/Chicago")
    problem = redeem(ES, code=made.code, email=people.pia.email)
    assert problem["errors"][0]["detail"] == "Nod no puede usar esta dirección. Prueba con otra."


def test_a_refused_record_says_why_in_spanish(people: People) -> None:
    record = {
        "type": "day_entry",
        "id": "x",
        "recorded_at": "now",
        "time_zone": "Mars",
        "changes": {"stress": 11},
    }
    answer = people.client(people.pia).post(PHONE, {"records": [record, 7, {"type": "x"}]}, format="json", **ES)
    details = [fault["detail"] for result in answer.json()["results"] for fault in result["errors"]]
    assert "Elige un número de 0 a 10." in details
    assert len(details) >= 7
    assert not [detail for detail in details if detail in SPANISH or (detail.isascii() and " is " in detail)]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("get", "/api/v1/nothing", None),
        ("get", "/api/v1/record", None),
        ("get", "/api/v1/patients/018f0000-0000-7000-8000-000000000000", None),
        ("post", PHONE, {"records": "x"}),
        ("post", PHONE, {"records": [], "owner": "018f0000-0000-7000-8000-000000000000"}),
        ("get", "/api/v1/sync/pull?cursor=x", None),
        ("get", "/api/v1/sync/earlier/days?month=2026-13", None),
        ("put", "/api/v1/reminders", {"kind": "session", "slot": "anytime", "local_time": "08:00"}),
        ("put", "/api/v1/reminders", {"kind": "x", "slot": 7, "local_time": "8 in the morning", "enabled": "x"}),
        ("put", "/api/v1/reminders/preferences", {}),
        ("put", "/api/v1/device/push", {"endpoint": "https://evil.test/", "p256dh": "x", "auth": "y"}),
        ("put", "/api/v1/device/time-zone", {"time_zone": "Mars"}),
        ("post", "/api/v1/record/erase", {"sure": False}),
        ("delete", "/api/v1/record", None),
    ],
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_whatever_is_refused_is_refused_in_spanish(
    people: People, method: str, path: str, body: Any, signed_in: bool
) -> None:
    client = people.client(people.pia if signed_in else None)
    english = getattr(client, method)(path, body, format="json")
    spanish = getattr(client, method)(path, body, format="json", **ES)
    if english.status_code < 400:
        return
    assert spanish.status_code == english.status_code
    before, after = english.json(), spanish.json()
    assert after["detail"] != before["detail"]
    for one, other in zip(before.get("errors", []), after.get("errors", []), strict=True):
        assert (one["field"], one["code"]) == (other["field"], other["code"])
        assert one["detail"] != other["detail"], one
    assert "Accept-Language" in spanish["Vary"]


def test_sign_in_says_in_spanish_what_django_allauth_says() -> None:
    body = {"email": "nobody@patient.test", "password": "wrong"}
    path = "/_allauth/browser/v1/auth/login"
    english = Client().post(path, body, content_type="application/json").json()["errors"]
    spanish = Client().post(path, body, content_type="application/json", **ES).json()["errors"]
    assert [each["code"] for each in spanish] == [each["code"] for each in english]
    assert [each["message"] for each in spanish] != [each["message"] for each in english]


def test_an_incomplete_link_of_a_mail_is_explained_in_spanish() -> None:
    assert "Este enlace está incompleto" in Client().get("/unsubscribe/x", **ES).content.decode()
    assert "This link" in Client().get("/unsubscribe/x").content.decode()


def test_the_admin_stays_english(people: People) -> None:
    page = people.client(people.cora).get("/admin/", **ES).content.decode()
    assert "Log out" in page
