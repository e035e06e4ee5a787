"""Adding staff: therapists and leads belong to a clinic, curators to none."""

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from backend.accounts.models import Clinic, Membership, Role, User
from backend.common.errors import FieldFault, NodError

CURATOR = "curator"


@transaction.atomic
def add_staff(email: str, name: str, password: str, *, role: str, clinic_name: str = "") -> User:
    """Create somebody who works with Nod. Makes the clinic when there is none of that name.

    Raises NodError naming the field: a weak password, an address in use, a role without its clinic.
    """
    faults = []
    if role not in [*Role.values, CURATOR]:
        faults.append(FieldFault("role", "unknown", f"Choose {', '.join([*Role.values, CURATOR])}."))
    elif role != CURATOR and not clinic_name:
        faults.append(FieldFault("clinic", "required", f"A {role} belongs to a clinic. Name it."))
    if User.objects.filter(email__iexact=email).exists():
        faults.append(FieldFault("email", "in_use", "Somebody has this address already."))
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        faults.append(FieldFault("password", "weak", " ".join(error.messages)))
    if faults:
        raise NodError("Nobody was added.", faults=faults)
    user = User.objects.create_user(email, password, name=name, is_staff=role == CURATOR)
    if role == CURATOR:
        curators, _ = Group.objects.get_or_create(name="Curators")
        curators.permissions.set(Permission.objects.filter(content_type__app_label="library"))
        user.groups.add(curators)
    else:
        clinic, _ = Clinic.objects.get_or_create(name=clinic_name)
        Membership.objects.create(user=user, clinic=clinic, role=role)
    return user
