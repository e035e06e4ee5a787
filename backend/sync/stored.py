"""The records a patient's phones sent, given back in the shape in which they were sent."""

from typing import Any

from rest_framework.utils.encoders import JSONEncoder

from backend.accounts.models import Patient
from backend.audit.parts import Parts
from backend.sync.records import RECORD_TYPES


def records_of(patient: Patient, parts: Parts | None = None) -> list[dict[str, Any]]:
    """Return every stored record in the shape of `sync/push`, in the order of their arrival, JSON-ready.

    One that cannot be read is left out and named in `parts`.
    """
    parts = parts or Parts("copy", patient.pk)
    found: list[tuple[int, str, dict[str, Any]]] = []
    for name, record_type in RECORD_TYPES.items():
        rows: Any = record_type.model._default_manager.filter(patient=patient)
        if name == "message":
            rows = rows.filter(from_patient=True)
        if name == "session":
            rows = rows.prefetch_related("exercises")
        for row in rows:
            values = parts.take_read(f"{name} {row.pk}", lambda name=name, row=row: _values(name, row), None)  # type: ignore[misc]
            if values is not None:
                found.append((row.sync_seq, str(row.pk), values))
    return [values for _, _, values in sorted(found, key=lambda each: each[:2])]


def _values(name: str, row: Any) -> dict[str, Any]:
    values = {"type": name, **RECORD_TYPES[name].serializer(row).data}
    if name == "day_entry":
        # As it stands: a field that a revision left out is not the same as one it took back with null.
        values["changes"] = row.changes
    plain: dict[str, Any] = _plain(values)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | float) else JSONEncoder().default(value)
