"""What counts as an email address. Every place that takes one asks here."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST = 254
_WRONG = "Enter an email address like name@example.com."


def check_address(value: str) -> None:
    """Raise ValidationError unless mail can be sent to `value`, written without spaces around it or a name before it.

    Django's rule, and that the domain can be written on the wire (IDNA): some names of letters outside ASCII cannot.
    """
    if len(value) > LONGEST:
        raise ValidationError(_WRONG, "invalid")
    try:
        validate_email(value)
        value.rpartition("@")[2].encode("idna")
    except (ValidationError, UnicodeError) as error:
        raise ValidationError(_WRONG, "invalid") from error
