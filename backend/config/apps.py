"""Registers the start-up checks."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "backend.config"
    label = "nod_config"

    def ready(self) -> None:
        from backend.config import checks  # noqa: F401  registers itself
