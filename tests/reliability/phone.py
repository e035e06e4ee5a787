"""What a phone does while things break: it sends until the server has answered, and reads what it is told."""

import json
from typing import Any

from tests.http import Client
from tests.practice import Person

STORED = "SELECT id::text FROM patient_messages_message WHERE patient_id = %s AND from_patient"


def send(client: Client, records: list[dict[str, Any]]) -> int:
    """Send a batch once and return the status; a refusal says in words when to try again."""
    status, text, headers = client.ask("POST", "/api/v1/sync/push", {"records": records})
    if status == 503:
        assert headers["Retry-After"]
        assert "Nothing is lost" in json.loads(text)["detail"]
    else:
        assert status == 200, text[:300]
    return status


def messages_of(patient: Person) -> list[str]:
    """Return the ids of the messages that the server holds of this phone, each as often as it is stored."""
    return sorted(row[0] for row in patient.stack.sql(STORED, patient.patient_id))
