"""Every order of inviting, resetting, mailed codes and second factors, walked over HTTP by a state machine.

Whatever somebody did before: the right person gets in and sets a factor up, a stranger at an address nobody confirmed
gets nothing, and no answer is a 500. A few dozen walks in `make test`, many with NOD_LONG.
"""

import itertools
import os
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from backend.accounts.confirmed import is_confirmed
from backend.accounts.invitations import invite_patient
from backend.accounts.models import Tries, User
from backend.accounts.second_factor import has_second_factor
from backend.accounts.staff import add_staff
from backend.common import clock
from tests.authenticator import code_shown
from tests.mails import mails_in, text_of
from tests.people import People

BROWSER = "/_allauth/browser/v1"
JSON = "application/json"
LONG = bool(os.environ.get("NOD_LONG"))
_numbers = itertools.count()


class Orders(RuleBasedStateMachine):
    """One person, on one device at a time; `password` is the one that holds, `secret` the authenticator app's."""

    people: People
    mail_folder: Path
    is_staff: bool

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.clock = time_machine.travel(clock.now(), tick=False)
        self.moment = self.clock.start()
        cache.clear()
        self.email = f"w{next(_numbers)}@walk.test"
        self.password = "seven green umbrellas"
        self.secret = ""
        self.device = Client()
        self.device.raise_request_exception = True
        if self.is_staff:
            self.user = add_staff(self.email, "Wil", self.password, role="therapist", clinic_name="Riverside")
        else:
            code = invite_patient(self.people.tara, name="Wil", language="en", time_zone="UTC").code
            body = {"code": code, "email": self.email, "password": self.password}
            more = {"time_zone": "UTC", "language": "en", "consents": True}
            assert (
                self.device.post("/api/v1/invitations/redeem", {**body, **more}, content_type=JSON).status_code == 201
            )
            self.user = User.objects.get(email=self.email)

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def ask(self, path: str, method: str = "post", **body: Any) -> Any:
        Tries.objects.all().delete()  # its delays have tests of their own
        answer = getattr(self.device, method)(f"{BROWSER}/{path}", body or "", content_type=JSON)
        assert answer.status_code < 500, (path, answer.content)
        return answer

    def last_mail(self) -> str:
        mine = [mail for mail in mails_in(self.mail_folder) if mail["To"] == self.email]
        return text_of(mine[-1]) if mine else ""

    def me(self) -> dict[str, Any]:
        return dict(self.device.get("/api/v1/me").json())

    def is_in(self) -> bool:
        me = self.me()
        return bool(me["signed_in"] or me.get("needs_second_factor"))

    def go_on(self, answer: Any) -> None:
        """Do whatever the sign-in asks for next, as the person can: the mailed code, then the factor."""
        for _ in range(3):
            flows = (answer.json().get("data") or {}).get("flows", []) if answer.status_code == 401 else []
            pending = next((flow["id"] for flow in flows if flow.get("is_pending")), "")
            if pending == "verify_email":
                found = re.search(r"\b\d{8}\b", self.last_mail())
                assert found
                answer = self.ask("auth/email/verify", key=found.group())
            elif pending == "mfa_authenticate":
                assert self.secret
                self.moment.shift(31)  # a code of the app works once in its half minute
                answer = self.ask("auth/2fa/authenticate", code=code_shown(self.secret))
        assert self.is_in(), answer.content

    @rule()
    def leave(self) -> None:
        self.ask("auth/session", "delete")
        assert not self.is_in()

    @rule()
    def another_device(self) -> None:
        self.device = Client()

    @rule()
    def sign_in_by_password(self) -> None:
        if self.is_in():
            self.leave()
        self.go_on(self.ask("auth/login", email=self.email, password=self.password))

    @rule()
    def sign_in_by_code(self) -> None:
        if self.is_in():
            self.leave()
        confirmed = is_confirmed(self.user)
        assert self.ask("auth/code/request", email=self.email).status_code == 401
        found = re.search(r"\b\d{8}\b", self.last_mail().partition("Type this code in Nod, on")[2])
        assert bool(found) is confirmed
        if found:
            self.go_on(self.ask("auth/code/confirm", code=found.group()))

    @rule()
    def forget_the_password(self) -> None:
        """Also what anybody can do to somebody: the walk goes on as if they had not."""
        self.ask("auth/password/request", email=self.email)
        assert ("#reset/" in self.last_mail()) is is_confirmed(self.user)

    @rule()
    def set_a_new_password_by_the_link(self) -> None:
        self.ask("auth/password/request", email=self.email)
        found = re.search(r"/#reset/([\w-]+)", self.last_mail())
        if found:
            self.leave()
            password = f"a wholly new sentence {next(_numbers)}"
            assert self.ask("auth/password/reset", key=found.group(1), password=password).status_code == 401
            self.password = password
            again = self.ask("auth/password/reset", key=found.group(1), password=password)
            assert again.status_code == 400

    @precondition(lambda self: not self.secret)
    @rule()
    def set_up_the_app(self) -> None:
        self.sign_in_by_password()
        secret = self.ask("account/authenticators/totp", "get").json()["meta"]["secret"]
        code = code_shown(secret)
        done = self.device.post(f"{BROWSER}/account/authenticators/totp", {"code": code}, content_type=JSON)
        assert done.status_code == 200, done.content
        self.secret = secret
        assert self.me()["signed_in"]

    @precondition(lambda self: self.secret)
    @rule()
    def take_the_app_away(self) -> None:
        self.sign_in_by_password()
        assert self.ask("account/authenticators/totp", "delete").status_code == 200
        self.secret = ""

    @rule()
    def begin_a_passkey(self) -> None:
        self.sign_in_by_password()
        assert self.ask("account/authenticators/webauthn?passwordless", "get").status_code == 200

    @rule()
    def confirm_the_address(self) -> None:
        self.sign_in_by_password()
        answer = self.ask("account/email", "put", email=self.email)
        assert answer.status_code in (200, 403), answer.content
        if not is_confirmed(self.user):
            found = re.search(r"\b\d{8}\b", self.last_mail())
            assert found
            assert self.ask("auth/email/verify", key=found.group()).status_code == 200

    @rule()
    def change_the_address(self) -> None:
        self.sign_in_by_password()
        new = f"w{next(_numbers)}@walk.test"
        assert self.ask("account/email", email=new).status_code == 200
        self.email, old = new, self.email
        found = re.search(r"\b\d{8}\b", self.last_mail())
        assert found
        assert self.ask("auth/email/verify", key=found.group()).status_code == 200
        self.user.refresh_from_db()
        assert self.user.email == new
        stranger = Client()
        known = stranger.post(f"{BROWSER}/auth/login", {"email": old, "password": self.password}, content_type=JSON)
        assert known.status_code == 400

    @invariant()
    def nobody_is_halfway(self) -> None:
        """Staff with a role have confirmed their address and have a factor."""
        assert has_second_factor(User.objects.get(pk=self.user.pk)) is bool(self.secret)
        if self.is_staff and self.is_in():
            assert is_confirmed(self.user)
        if self.is_staff and self.me()["signed_in"]:
            assert self.secret


@pytest.mark.parametrize("is_staff", [True, False], ids=["staff", "patient"])
def test_every_order_leads_in(people: People, settings: Any, is_staff: bool) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "WhiteNoise" not in each]
    place = {"people": people, "mail_folder": Path(settings.EMAIL_FILE_PATH), "is_staff": is_staff}
    machine = type("Walk", (Orders,), place)
    walks, steps = (400, 30) if LONG else (12, 8)
    run_state_machine_as_test(
        machine,
        settings=hypothesis_settings(
            max_examples=walks, stateful_step_count=steps, deadline=None, database=None, phases=[Phase.generate]
        ),
    )
