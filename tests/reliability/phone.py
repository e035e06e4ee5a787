"""What a phone does while things break: it sends until the server has answered, and reads what it is told."""

import datetime as dt
import json
from typing import Any

from tests.http import Client
from tests.stack import Stack

STORED = """
    SELECT m.id::text FROM patient_messages_message m JOIN accounts_patient p ON p.id = m.patient_id
    JOIN accounts_user u ON u.id = p.user_id WHERE u.email = %s AND m.from_patient AND m.received_at >= %s"""
WHO = "nico@nod.example"


def signed_in(stack: Stack) -> Client:
    return Client(stack.url).sign_in(WHO)


def send(client: Client, records: list[dict[str, Any]]) -> int:
    """Send a batch once and return the status; a refusal says in words when to try again."""
    status, text, headers = client.ask("POST", "/api/v1/sync/push", {"records": records})
    if status == 503:
        assert headers["Retry-After"]
        assert "Nothing is lost" in json.loads(text)["detail"]
    else:
        assert status == 200, text[:300]
    return status


def messages_of(stack: Stack, since: dt.datetime) -> list[str]:
    """Return the ids of the messages that the server holds of this phone, each as often as it is stored."""
    return sorted(row[0] for row in stack.sql(STORED, WHO, since))
