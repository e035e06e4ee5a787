"""Staff without a second factor see nothing; with one they work; patients are never asked."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.access.requests import path_of
from tests.architecture.test_structure import API, OPEN
from tests.authenticator import code_shown, give_app
from tests.people import PASSWORD, People

PATHS = [path for path, _ in API if path.removeprefix("api/v1/") not in OPEN]


@pytest.fixture(autouse=True)
def _required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize("path", PATHS)
def test_no_route_answers_staff_without_one(people: People, path: str) -> None:
    path = path_of(path, people.patient.pk)
    for user in (people.tara, people.lena, people.cora):
        client = people.client(user)
        for method in ("get", "post", "put", "delete"):
            answer = getattr(client, method)(path, {}, format="json")
            allowed = path.endswith("second-factor/picture") and answer.status_code in (400, 405)
            assert answer.status_code in (403, 405) or allowed, (user, method)
            assert b"Pia" not in answer.content


def test_the_front_page_is_told_what_is_missing(people: People) -> None:
    for user in (people.tara, people.cora):
        me = people.client(user).get("/api/v1/me").json()
        assert (me["signed_in"], me["needs_second_factor"]) == (False, True)
        assert "name" not in me
    give_app(people.tara)
    assert people.client(people.tara).get("/api/v1/me").json()["home"] == "/clinic/"
    assert people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}").status_code == 200


def test_a_passkey_is_one_and_recovery_codes_alone_are_not(people: People) -> None:
    Authenticator.objects.create(user=people.tara, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert people.client(people.tara).get("/api/v1/work-list").status_code == 403
    Authenticator.objects.create(user=people.tara, type=Authenticator.Type.WEBAUTHN, data={})
    assert people.client(people.tara).get("/api/v1/work-list").status_code == 200


def test_patients_are_never_asked(people: People) -> None:
    me = people.client(people.pia).get("/api/v1/me").json()
    assert (me["signed_in"], me["role"]) == (True, "patient")
    assert people.client(people.pia).get("/api/v1/sync/pull").status_code == 200


def test_the_admin_has_no_door_of_its_own(people: People) -> None:
    client = people.client(people.cora)
    assert client.get("/admin/library/").status_code in (302, 404)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    page = client.get("/admin/login/?next=/admin/reminders/")
    assert (page.status_code, page["Location"]) == (302, "/?next=%2Fadmin%2Freminders%2F")
    stranger = Client()
    stranger.post("/admin/login/", {"username": people.cora.email, "password": PASSWORD})
    assert "_auth_user_id" not in stranger.session
    give_app(people.cora)
    assert people.client(people.cora).get("/admin/").status_code == 200


@pytest.mark.usefixtures("standing_clock")
def test_setting_one_up_right_after_signing_in(people: People) -> None:
    client = Client()
    browser = "/_allauth/browser/v1"
    body = {"email": people.tara.email, "password": PASSWORD}
    assert client.post(f"{browser}/auth/login", body, content_type="application/json").status_code == 200
    assert client.get("/api/v1/work-list").status_code == 403
    begun = client.get(f"{browser}/account/authenticators/totp")
    assert begun.status_code == 404
    meta = begun.json()["meta"]
    url = meta["totp_url"]
    picture = client.post("/api/v1/second-factor/picture", {"url": url}, content_type="application/json").json()[
        "image"
    ]
    assert picture.startswith("data:image/svg+xml")
    wrong = client.post(f"{browser}/account/authenticators/totp", {"code": "000000"}, content_type="application/json")
    assert wrong.status_code == 400
    code = code_shown(meta["secret"])
    done = client.post(f"{browser}/account/authenticators/totp", {"code": code}, content_type="application/json")
    assert done.status_code == 200, done.content
    assert client.get("/api/v1/work-list").status_code == 200
    # From now on the password alone is half the way.
    again = Client()
    answer = again.post(f"{browser}/auth/login", body, content_type="application/json")
    assert answer.status_code == 401
    assert again.get("/api/v1/work-list").status_code == 403


def test_the_picture_draws_nothing_but_otpauth_addresses(people: People) -> None:
    client = people.client(people.tara)
    answer = client.post("/api/v1/second-factor/picture", {"url": "https://evil.test/"}, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "url"
    assert (
        people.client(None)
        .post("/api/v1/second-factor/picture", {"url": "otpauth://totp/x"}, format="json")
        .status_code
        == 403
    )
