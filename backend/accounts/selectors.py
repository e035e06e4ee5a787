"""Reads about people that are not patient data."""

from django.contrib.auth.hashers import check_password

from backend.accounts.models import User


def users_with_password(password: str, *, domain: str) -> int:
    """Return how many active users with an address in `domain` have this very password."""
    users = User.objects.filter(email__iendswith=f"@{domain}", is_active=True)
    return sum(check_password(password, user.password) for user in users)
