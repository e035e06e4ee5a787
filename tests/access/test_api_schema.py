"""Every operation of the API, in every role, with well-formed and malformed requests: no 500, nothing the OpenAPI file
does not say (schemathesis, all its checks)."""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as profile_of
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, checks
from schemathesis.core.failures import FailureGroup

from tests.access.test_matrix import town  # noqa: F401  the fixture
from tests.access.town import Town
from tests.records import ROOT

EXAMPLES = 200 if os.environ.get("NOD_LONG") else 3
# So that several processes can take part.
SHARES = 4
TOKEN = "c" * 32
HEADERS = {"X-CSRFToken": TOKEN}
# Given with each request before it is sent as somebody, so that no request is made up that lacks them.
NOBODY = {settings.SESSION_COOKIE_NAME: "nobody", settings.CSRF_COOKIE_NAME: TOKEN}
ROLES = ("anonymous", "pia", "tara", "lena", "cora", "root", "disabled")

# What refusals of the shape are called. A request of the right shape may still be refused for what it says (an
# invitation that does not exist, a name of nothing but spaces), so this takes the place of the check that it never is.
OF_SHAPE = {
    *("required", "null", "empty", "invalid_choice", "max_length", "max_value", "min_value"),
    *("not_a_list", "not_a_dict", "max_digits", "max_decimal_places", "incorrect_type"),
}

# A batch is always taken; each of its records has an outcome of its own (tests/backend/sync/test_record_contract.py).
CHECKED_ELSEWHERE = {"/api/v1/sync/push": [checks.negative_data_rejection]}


def is_not_refused_for_its_shape(ctx: Any, response: Any, case: Any) -> None:
    """A body that the OpenAPI file allows is refused for what it says, never for its shape."""
    if not case.meta.generation.mode.is_positive or response.status_code != 400:
        return
    problem = response.json()
    codes = {fault["code"] for fault in problem.get("errors", [])}
    # No schema says that a text must be storable or a number not too large to read.
    if problem["code"] != "parse_error" and (not codes or codes & OF_SHAPE):
        raise AssertionError(f"refused for its shape: {problem}")


pytestmark = pytest.mark.postgres


@pytest.fixture(autouse=True)
def _connection_stays() -> Iterator[None]:
    """As Django's own test client does: a request's end must not close the connection of the test around it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_operation_keeps_its_word(town: Town, share: int) -> None:  # noqa: F811
    """Making up a request takes longer than answering it, so everybody sends the same."""
    schema = schemathesis.openapi.from_path(ROOT / "docs" / "openapi.json")
    schema.app = get_wsgi_application()
    schema.base_url = "http://testserver"
    signed_in = {role: _cookies_of(town, role) for role in ROLES}
    counts: Counter[int] = Counter()
    faults: list[str] = []
    for found in list(schema.get_all_operations())[share::SHARES]:
        operation = found.ok()

        def try_one(case: Any) -> None:
            without = [checks.positive_data_acceptance, *CHECKED_ELSEWHERE.get(case.operation.path, [])]
            for role, cookies in signed_in.items():
                with transaction.atomic():
                    answer = case.call(cookies=cookies)
                    transaction.set_rollback(True)
                counts[answer.status_code // 100] += 1
                try:
                    case.validate_response(
                        answer, excluded_checks=without, additional_checks=[is_not_refused_for_its_shape]
                    )
                except FailureGroup as group:
                    faults.extend(f"{role}: {case.operation.label}: {each.message}" for each in group.exceptions)

        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                run_examples(operation.as_strategy(mode, cookies=NOBODY, headers=HEADERS), try_one)
            except Unsatisfiable:
                # There is nothing to get wrong in what this operation takes.
                assert mode == GenerationMode.NEGATIVE
    print(f"\n{sum(counts.values())} requests, answers {dict(counts)}")
    assert not faults, "\n".join(faults)


def _cookies_of(town: Town, role: str) -> dict[str, str]:  # noqa: F811
    """Return what a browser in which this person is signed in sends along."""
    cookies = {name: each.value for name, each in town.client(role).cookies.items()}
    return {**NOBODY, **cookies}


def run_examples(strategy: Any, try_one: Any) -> None:
    profile = profile_of(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    profile(given(strategy)(try_one))()
