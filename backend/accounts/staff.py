"""Adding staff: therapists and leads belong to a clinic, curators to none."""

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from backend.accounts.confirmed import set_address
from backend.accounts.models import Clinic, Membership, Role, User
from backend.accounts.sign_in_trail import note_account_act
from backend.audit.models import Action
from backend.audit.services import record
from backend.common.addresses import check_address
from backend.common.errors import FieldFault, NodError

CURATOR = "curator"


@transaction.atomic
def add_staff(email: str, name: str, password: str, *, role: str, clinic_name: str = "") -> User:
    """Create somebody who works with Nod. Makes the clinic when there is none of that name.

    Raises NodError naming the field: a weak password, an address in use or no address, a role without its clinic.
    """
    faults = []
    if role not in [*Role.values, CURATOR]:
        faults.append(FieldFault("role", "unknown", f"Choose {', '.join([*Role.values, CURATOR])}."))
    elif role != CURATOR and not clinic_name:
        faults.append(FieldFault("clinic", "required", f"A {role} belongs to a clinic. Name it."))
    email, wrong = _checked(email)
    faults += wrong
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        faults.append(FieldFault("password", "weak", " ".join(error.messages)))
    if faults:
        raise NodError("Nobody was added.", faults=faults)
    user = User.objects.create_user(email, password, name=name, is_staff=role == CURATOR)
    set_address(user, confirmed=False)
    if role == CURATOR:
        curators, _ = Group.objects.get_or_create(name="Curators")
        curators.permissions.set(Permission.objects.filter(content_type__app_label="library"))
        user.groups.add(curators)
    else:
        clinic, _ = Clinic.objects.get_or_create(name=clinic_name)
        Membership.objects.create(user=user, clinic=clinic, role=role)
    note_account_act(Action.CREATED, "staff account", user)
    return user


@transaction.atomic
def change_address(old: str, new: str) -> User:
    """Give a member of staff another email address; they sign in with it from now on, and confirm it when they do.

    Raises NodError: nobody has the old one, or the new one is in use or no address.
    """
    user = User.objects.select_for_update().filter(email__iexact=old.strip()).first()
    if user is None or not user.works_here:
        fault = FieldFault("old", "unknown", "No staff member has this address.")
        raise NodError("Nothing was changed.", faults=[fault])
    email, wrong = _checked(new)
    if wrong:
        raise NodError("Nothing was changed.", faults=wrong)
    user.email = email
    user.save(update_fields=["email"])
    set_address(user, confirmed=False)
    membership = getattr(user, "membership", None)
    record(Action.CHANGED, "email address", actor_id=None, clinic_id=membership.clinic_id if membership else None)
    return user


def _checked(email: str) -> tuple[str, list[FieldFault]]:
    """Return an address for a new account as it is kept, and what is wrong with it."""
    email = email.strip().lower()
    try:
        check_address(email)
    except ValidationError as error:
        return email, [FieldFault("email", "invalid", error.messages[0])]
    if User.objects.filter(email__iexact=email).exists():
        return email, [FieldFault("email", "in_use", "Someone already has this address.")]
    return email, []
