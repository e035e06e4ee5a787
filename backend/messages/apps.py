"""The app's label differs from its name, because Django's own messages app has that label."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "backend.messages"
    label = "patient_messages"
