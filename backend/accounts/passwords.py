"""What no password may be: guessed within a hundred million tries, or printed in the README.

zxcvbn brings its lists of passwords, names and words along, so nothing is asked of anybody else.
"""

from django.conf import settings
from django.core.exceptions import ValidationError

from backend.accounts.models import User

DEMO_PASSWORD = "nod-demo-2026"  # noqa: S105  printed on purpose, for demo mode only
# 10^8 guesses: five a minute for forty years, or a second of a stolen table hashed badly; ours is Argon2.
LEAST_SCORE = 3
# Its time grows with the square of the length, and what follows only makes a password harder.
LOOKED_AT = 40
# What somebody who knows that this is a password of Nod tries first.
NEAR = ["nod", "headache", "migraine", "dolor", "cabeza", "migraña", "therapist", "terapeuta", "clinic", "clinica"]


class HardToGuess:
    """A validator of AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError `password_too_easy` for what a guesser has soon."""
        from zxcvbn import zxcvbn

        about = [user.name, *user.name.split(), *user.email.replace("@", ".").split(".")] if user else []
        known = [each for each in (*NEAR, *about) if each]
        is_printed = password == DEMO_PASSWORD and "backend.demo" not in settings.INSTALLED_APPS
        if is_printed or zxcvbn(password[:LOOKED_AT], user_inputs=known)["score"] < LEAST_SCORE:
            raise ValidationError("This is easy to guess. Try a few unrelated words.", "password_too_easy")

    def get_help_text(self) -> str:
        return "Your password can’t be easy to guess."
