"""Registers the start-up checks and the admin's own site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as StockAdminConfig


class ConfigConfig(AppConfig):
    name = "backend.config"
    label = "nod_config"

    def ready(self) -> None:
        from backend.config import checks  # noqa: F401  registers itself


class AdminConfig(StockAdminConfig):
    default_site = "backend.config.admin_site.AdminSite"
