"""The words of a reminder. A lock screen is read by anybody, so they name neither pain nor exercise nor clinic."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    title: str
    body: str
    open: str
    settings: str


_WORDS = {
    "en": Words(
        "A reminder from Nod",
        "You asked to be reminded. It takes a few minutes.",
        "Open Nod",
        "You get this mail because reminders are on. Change them in Nod under Settings.",
    ),
    "es": Words(
        "Un recordatorio de Nod",
        "Pediste un recordatorio. Son solo unos minutos.",
        "Abrir Nod",
        "Recibes este correo porque tienes recordatorios activados. Cámbialos en Nod, en Ajustes.",
    ),
}


def words_in(language: str) -> Words:
    """Return the words in a language, English when it is not one of ours."""
    return _WORDS.get(language, _WORDS["en"])
