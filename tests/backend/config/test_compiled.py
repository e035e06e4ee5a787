"""Queries written once: each call gets its own rows, in each thread, and a lock needs a transaction."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import CharField, UUIDField
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import Patient, User
from backend.accounts.synced import lock_patient
from backend.common.compiled import AmongParam, Compiled, Param
from backend.library.frozen import frozen_contents
from backend.library.models import ExerciseVersion, VersionStatus
from tests.people import People, make_people


def test_each_call_gets_the_rows_of_its_own_values(people: People) -> None:
    names = Compiled(lambda: User.objects.filter(email=Param("email", CharField())).values_list("pk", "name"))
    assert names(email=people.tara.email) == [(people.tara.pk, people.tara.name)]
    assert names(email=people.tom.email) == [(people.tom.pk, people.tom.name)]
    assert names.first(email="nobody@clinic.test") is None


def test_a_model_comes_with_what_was_joined(people: People) -> None:
    users = Compiled(lambda: User.objects.select_related("patient__clinic").filter(pk=Param("pk", UUIDField())))
    with CaptureQueriesContext(connection) as queries:
        pia = users.first(pk=people.pia.pk)
        assert pia == people.pia
        assert pia.patient == people.patient
        assert pia.patient.clinic == people.clinic
    assert len(queries) == 1


def test_any_number_of_ids_is_one_value(people: People) -> None:
    ids = Compiled(lambda: User.objects.filter(AmongParam("pk", "ids")).values_list("pk", flat=True))
    both = {people.tara.pk, people.tom.pk}
    assert set(ids(ids=both)) == both
    assert set(ids(ids=(pk for pk in both))) == both
    assert ids(ids=[]) == []
    assert ids(ids=[uuid.uuid4()]) == []


@pytest.mark.django_db(transaction=True)
def test_threads_ask_side_by_side_each_with_its_own_values_and_connection() -> None:
    emails = [f"{number}@clinic.test" for number in range(4)]
    for email in emails:
        User.objects.create(email=email, name=email)
    names = Compiled(lambda: User.objects.filter(email=Param("email", CharField())).values_list("name", flat=True))
    ready = threading.Barrier(len(emails))

    def ask(email: str) -> set[str]:
        ready.wait()
        try:
            return {name for _ in range(100) for name in names(email=email)}
        finally:
            connection.close()

    with ThreadPoolExecutor(len(emails)) as pool:
        assert list(pool.map(ask, emails)) == [{email} for email in emails]


@pytest.mark.django_db(transaction=True)
def test_a_row_is_not_locked_outside_a_transaction() -> None:
    patient = make_people().patient
    with transaction.atomic():
        assert lock_patient(patient.pk) == patient
    with pytest.raises(TransactionManagementError):
        lock_patient(patient.pk)


def test_a_stranger_is_not_locked(people: People) -> None:
    with pytest.raises(Patient.DoesNotExist):
        lock_patient(uuid.uuid4())


def test_frozen_content_is_read_once_and_a_draft_each_time(people: People) -> None:
    frozen, draft = ExerciseVersion.objects.filter(status=VersionStatus.PUBLISHED)[:2]
    ExerciseVersion.objects.filter(pk=draft.pk).update(status=VersionStatus.DRAFT)
    assert frozen_contents(ExerciseVersion, [frozen.pk]) == {frozen.pk: frozen.content}
    with CaptureQueriesContext(connection) as queries:
        frozen_contents(ExerciseVersion, [frozen.pk])
    assert len(queries) == 0
    assert frozen_contents(ExerciseVersion, [draft.pk])[draft.pk] == draft.content
    ExerciseVersion.objects.filter(pk=draft.pk).update(content={"words": {}})
    assert frozen_contents(ExerciseVersion, [draft.pk, frozen.pk]) == {
        draft.pk: {"words": {}},
        frozen.pk: frozen.content,
    }
