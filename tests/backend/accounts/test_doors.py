"""Guessing gets slower by itself, nobody is locked out by somebody else, and what fails is written down."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from backend.accounts.alarms import warn_of_guessing
from backend.accounts.backend import DEMO_DOMAIN
from backend.accounts.confirmed import set_address
from backend.accounts.delays import ACCOUNT, NETWORK
from backend.accounts.models import Tries, User
from backend.accounts.passwords import DEMO_PASSWORD
from backend.accounts.tries import network_of
from backend.audit.models import AuditEvent
from backend.common import clock
from tests.authenticator import code_shown, give_app
from tests.backend.accounts.test_sign_in import code_in, letters, post
from tests.mails import text_of
from tests.people import PASSWORD, People, hashed_password

BROWSER = "/_allauth/browser/v1"
JSON = "application/json"


@pytest.fixture
def moment() -> Iterator[Any]:
    """A clock that stands until it is shifted."""
    with time_machine.travel(clock.now().replace(microsecond=0), tick=False) as found:
        yield found


def guess(client: Client, address: str = "pia@clinic.test", **headers: Any) -> Any:
    body = {"email": address, "password": "not the right one"}
    return client.post(f"{BROWSER}/auth/login", body, content_type=JSON, **headers)


def wear_out(times: int, address: str = "pia@clinic.test") -> None:
    """Guess from a network of its own each time, as somebody with many machines does."""
    for number in range(times):
        guess(Client(REMOTE_ADDR=f"198.51.100.{number}"), address)


def test_the_sixth_guess_waits_and_each_one_twice_as_long(people: People, moment: Any) -> None:
    client = Client()
    assert [guess(client).status_code for _ in range(5)] == [400] * 5
    waits = []
    for _ in range(4):
        refused = guess(client)
        assert refused.status_code == 429
        waits.append(int(refused["Retry-After"]))
        moment.shift(waits[-1] - 1)
        assert guess(client).status_code == 429
        moment.shift(1)
        assert guess(client).status_code == 400
    assert waits == [30, 60, 120, 240]


def test_a_wait_is_never_longer_than_its_longest_and_fades() -> None:
    for pace in (ACCOUNT, NETWORK):
        assert pace.delay_after(10**6) == pace.longest == pace.delay_after(pace.most)
        assert pace.delay_after(pace.free - 1) == dt.timedelta()
        now = clock.now()
        assert pace.faded(3, now - 2 * pace.fades, now) == 1
        assert pace.faded(3, now + dt.timedelta(hours=1), now) == 3


def test_a_proven_device_is_never_slowed_down_by_others(people: People) -> None:
    own = Client()
    assert post(own, "login", email="pia@clinic.test", password=PASSWORD).status_code == 200
    own.delete(f"{BROWSER}/auth/session")
    wear_out(12)
    assert guess(Client(REMOTE_ADDR="203.0.113.9")).status_code == 429
    assert post(own, "login", email="PIA@clinic.test", password=PASSWORD).status_code == 200
    # Its own wrong guesses slow it down all the same.
    own.delete(f"{BROWSER}/auth/session")
    assert [guess(own).status_code for _ in range(6)] == [400] * 5 + [429]


def test_a_proven_device_is_proven_for_its_own_person_only(people: People) -> None:
    own = Client()
    post(own, "login", email="pia@clinic.test", password=PASSWORD)
    own.delete(f"{BROWSER}/auth/session")
    wear_out(6, "tara@clinic.test")
    assert guess(own, "tara@clinic.test").status_code == 429
    own.cookies["nod-device"] = own.cookies["nod-device"].value[:-3] + "abc"
    wear_out(6)
    assert guess(own).status_code == 429


def test_a_freshly_mailed_code_always_gets_through(people: People, settings: Any) -> None:
    wear_out(12)
    for number in range(3):
        other = Client(REMOTE_ADDR=f"198.51.100.{number}")
        post(other, "code/request", email="pia@clinic.test")
        for _ in range(5):
            post(other, "code/confirm", code="00000000")
    right = Client(REMOTE_ADDR="203.0.113.9")
    assert post(right, "code/request", email="pia@clinic.test").status_code == 401
    assert post(right, "code/confirm", code=code_in(letters(settings)[-1])).status_code == 200
    # And whoever got in has proved that the guesses were somebody else's.
    assert guess(Client(REMOTE_ADDR="203.0.113.10")).status_code == 400


def test_codes_get_longer_while_somebody_guesses_at_them(people: People, settings: Any) -> None:
    for number in range(4):
        other = Client(REMOTE_ADDR=f"198.51.100.{number}")
        post(other, "code/request", email="pia@clinic.test")
        for _ in range(5):
            post(other, "code/confirm", code="00000000")
    right = Client(REMOTE_ADDR="203.0.113.9")
    post(right, "code/request", email="PIA@clinic.test")
    code = re.search(r"\b\d{12}\b", text_of(letters(settings)[-1]))
    assert code
    assert post(right, "code/confirm", code=code.group()).status_code == 200


def test_addresses_of_one_house_count_as_one(people: People) -> None:
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert network_of("::ffff:198.51.100.7") == network_of("198.51.100.7") == "198.51.100.7"
    for number in range(21):
        last = guess(Client(REMOTE_ADDR=f"2001:db8:1:2::{number + 1:x}"), f"p{number}@clinic.test")
    assert last.status_code == 429
    assert guess(Client(REMOTE_ADDR="2001:db8:1:3::1"), "p99@clinic.test").status_code == 400


def test_guessed_codes_slow_their_network_down(people: People, moment: Any) -> None:
    """Five guesses a code, and any number of codes: it is the next code that waits."""
    for number in range(4):
        client = Client()
        address = User.objects.create(email=f"p{number}@clinic.test", name="P", password=hashed_password()).email
        post(client, "code/request", email=address)
        assert [post(client, "code/confirm", code="00000000").status_code for _ in range(5)] == [400] * 5
    refused = post(Client(), "code/request", email="pia@clinic.test")
    assert (refused.status_code, int(refused["Retry-After"])) == (429, 5)
    assert refused.json()["code"] == "too_many_tries"


def test_a_clinics_waiting_room_gets_in(people: People) -> None:
    """Forty people sign in from one address, one after the other."""
    for number in range(40):
        made = User.objects.create(email=f"p{number}@clinic.test", name="P", password=hashed_password())
        set_address(made, confirmed=True)
        assert post(Client(), "login", email=made.email, password=PASSWORD).status_code == 200


def test_a_mailbox_is_not_flooded(people: People, settings: Any, moment: Any) -> None:
    answers = [post(Client(), "code/request", email="pia@clinic.test") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401] * 3 + [429] * 2
    assert int(answers[-1]["Retry-After"]) == 60
    for number in range(60):
        post(Client(REMOTE_ADDR=f"198.51.100.{number}"), "password/request", email="pia@clinic.test")
    assert len(letters(settings)) == 20


def test_known_and_unknown_addresses_wait_alike(people: People) -> None:
    for address in ("pia@clinic.test", "nobody@clinic.test"):
        answers = [guess(Client(REMOTE_ADDR=f"198.51.100.{n}"), address) for n in range(6)]
        assert [answer.status_code for answer in answers] == [400] * 5 + [429]


def test_a_second_factor_is_not_guessed(people: People) -> None:
    give_app(people.tara)
    codes = []
    for _ in range(6):
        client = Client()
        post(client, "login", email="tara@clinic.test", password=PASSWORD)
        codes.append(post(client, "2fa/authenticate", code="000000").status_code)
    assert codes == [400] * 5 + [429]
    events = AuditEvent.objects.filter(action="sign_in_failed", what="second factor")
    assert [event.actor_id for event in events] == [people.tara.pk] * 5


@pytest.mark.usefixtures("standing_clock")
def test_the_code_that_set_an_app_up_is_used_up(people: People, django_capture_on_commit_callbacks: Any) -> None:
    client = Client()
    post(client, "login", email="tara@clinic.test", password=PASSWORD)
    secret = client.get(f"{BROWSER}/account/authenticators/totp").json()["meta"]["secret"]
    with django_capture_on_commit_callbacks(execute=True):
        body = {"code": code_shown(secret)}
        assert client.post(f"{BROWSER}/account/authenticators/totp", body, content_type=JSON).status_code == 200
    again = Client()
    post(again, "login", email="tara@clinic.test", password=PASSWORD)
    assert post(again, "2fa/authenticate", code=code_shown(secret)).status_code == 400
    with time_machine.travel(clock.now() + dt.timedelta(seconds=30)):
        assert post(again, "2fa/authenticate", code=code_shown(secret)).status_code == 200


def test_the_demos_people_get_in_in_demo_mode_only(people: People, settings: Any) -> None:
    mona = User.objects.create(email=f"mona{DEMO_DOMAIN}", name="Mona", password=hashed_password())
    set_address(mona, confirmed=True)
    for apps, status in ((["backend.demo"], 200), ([], 400)):
        settings.INSTALLED_APPS = [*(each for each in settings.INSTALLED_APPS if each != "backend.demo"), *apps]
        client = Client()
        assert post(client, "login", email=f"mona{DEMO_DOMAIN}", password=PASSWORD).status_code == status
    people.pia.set_password(DEMO_PASSWORD)
    people.pia.save()
    assert post(Client(), "login", email="pia@clinic.test", password=DEMO_PASSWORD).status_code == 400
    with pytest.raises(ValidationError):
        validate_password(DEMO_PASSWORD)
    begun = Client()
    begun.force_login(User.objects.get(email=f"mona{DEMO_DOMAIN}"))
    assert begun.get("/api/v1/me").json()["signed_in"] is False


ODD = [
    b'{"email": "a\\ud800@x.test", "password": "x"}',
    b'{"email": "a@x.test", "password": "\\udfff\\ud800"}',
    b'{"email": "a@x.test", "password": "a\\u0000b"}',
    b'{"email": ["a"], "password": {"a": 1}}',
    b'{"email": null, "password": null}',
    b'{"email": 1e999, "code": NaN}',
    b'{"a": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    b'{"code": ' + b"9" * 5000 + b"}",
    b"[]",
    b'"text"',
    b"\xff\xfe",
    b"{",
    b"",
]
PATHS = [
    *("auth/login", "auth/code/request", "auth/code/confirm", "auth/password/request", "auth/password/reset"),
    *("auth/2fa/authenticate", "auth/reauthenticate", "auth/signup", "auth/email/verify", "auth/webauthn/login"),
    *("account/email", "account/password/change", "account/authenticators/totp", "account/authenticators/webauthn"),
]


@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_sent_gets_an_answer(people: People, path: str) -> None:
    for user in (None, people.pia):
        client = people.client(user)
        client.raise_request_exception = False
        for body in ODD:
            for method in ("post", "put"):
                answer = getattr(client, method)(f"{BROWSER}/{path}", data=body, content_type=JSON)
                assert answer.status_code < 500, (path, body[:40], answer.status_code)
        code = json.dumps({"code": "\N{ZERO WIDTH JOINER}" * 20, "key": "-" * 300})
        assert client.post(f"{BROWSER}/{path}", data=code, content_type=JSON).status_code < 500


def test_tries_hold_neither_addresses_nor_networks(people: People) -> None:
    guess(Client(REMOTE_ADDR="198.51.100.7"))
    assert Tries.objects.count() == 2
    assert all(re.fullmatch("[0-9a-f]{64}", row.key) for row in Tries.objects.all())


def test_whoever_is_guessed_at_is_told_once_a_day(people: People, settings: Any, moment: Any) -> None:
    people.patient.language = "es"
    people.patient.save()
    for number in range(8):
        assert warn_of_guessing() == 0
        for address in ("pia@clinic.test", "nobody@clinic.test"):
            assert guess(Client(REMOTE_ADDR=f"198.51.100.{number}"), address).status_code == 400
        moment.shift(ACCOUNT.delay_after(number + 1))
    assert (warn_of_guessing(), warn_of_guessing()) == (1, 0)
    (letter,) = letters(settings)
    assert (letter["To"], letter["Subject"]) == ("pia@clinic.test", "Alguien intenta entrar en tu cuenta de Nod")
    moment.shift(dt.timedelta(days=3))
    assert warn_of_guessing() == 0
    assert not Tries.objects.exists()
