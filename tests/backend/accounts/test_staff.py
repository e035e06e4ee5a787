"""Adding staff."""

import pytest

from backend.accounts.access import role_of
from backend.accounts.models import Clinic, User
from backend.accounts.staff import add_staff
from backend.common.errors import NodError
from tests.people import People

PASSWORD = "seven green umbrellas"


def test_a_lead_brings_a_new_clinic(people: People) -> None:
    user = add_staff("ann@new.test", "Ann", PASSWORD, role="lead", clinic_name="New")
    assert role_of(user) == "lead"
    assert Clinic.objects.filter(name="New").count() == 1


def test_a_curator_opens_the_admin_and_sees_the_library_only(people: People) -> None:
    add_staff("cy@new.test", "Cy", PASSWORD, role="curator")
    client = people.client(User.objects.get(email="cy@new.test"))
    assert client.get("/admin/library/exerciseversion/").status_code == 200
    assert client.get("/admin/accounts/user/").status_code == 404


def test_every_fault_is_named_at_once(people: People) -> None:
    with pytest.raises(NodError) as caught:
        add_staff("tara@clinic.test", "Tara", "short", role="therapist")
    assert [fault.field for fault in caught.value.faults] == ["clinic", "email", "password"]
    assert User.objects.filter(name="Tara").count() == 1
