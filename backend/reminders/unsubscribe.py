"""The link under every reminder mail that stops them: bound to one patient and to this one list (RFC 8058)."""

from backend.accounts.models import Patient
from backend.reminders.capability import read_unsubscribe
from backend.reminders.preferences import save_preferences


def patient_of_token(token: str) -> Patient | None:
    """Return whom a link belongs to, or None for one that was not made here."""
    patient_id = read_unsubscribe(token)
    return Patient.objects.filter(pk=patient_id).first() if patient_id else None


def stop_mails(patient: Patient) -> None:
    """Send this patient no more reminders by e-mail; at once, for those that are due already too."""
    save_preferences(patient, by_email=False)


WORDS = {
    "en": {
        "title": "Reminder emails",
        "ask": "Should Nod stop emailing you reminders? Reminders on your phone stay as they are.",
        "stop": "Stop these emails",
        "stopped": "Done. You won’t get any more reminder emails. You can turn them back on in Nod, under Settings.",
        "unknown": "This link is not complete. Open it from the email again, or turn emails off under Settings.",
        "open": "Open Nod",
    },
    "es": {
        "title": "Correos de recordatorio",
        "ask": "¿Quieres que Nod deje de enviarte recordatorios por correo electrónico? Los del teléfono siguen igual.",
        "stop": "Dejar de recibir estos correos",
        "stopped": "Listo: ya no recibirás estos correos. Puedes volver a activarlos en Nod, en Configuración.",
        "unknown": "Este enlace está incompleto. Ábrelo otra vez desde el correo, o desactívalos en Configuración.",
        "open": "Abrir Nod",
    },
}
