"""The words of a reminder. A lock screen is read by anybody, so they name neither pain nor exercise nor clinic.

A patient may choose clearer words; these say what is asked of them, and still nothing about their health.
"""

from dataclasses import dataclass, replace
from functools import cache

from backend.reminders.kinds import NEWS


@dataclass(frozen=True)
class Words:
    """`path` is the page of the app that the reminder opens."""

    title: str
    body: str
    open: str
    snooze: str
    settings: str
    unsubscribe: str
    path: str = "/app/"


_NEUTRAL = {
    "en": Words(
        title="A reminder from Nod",
        body="You asked to be reminded. It takes a few minutes.",
        open="Open Nod",
        snooze="In 30 minutes",
        settings="You get this email because reminders are on. You can change them in Nod under Settings.",
        unsubscribe="Stop these emails",
    ),
    "es": Words(
        title="Un recordatorio de Nod",
        body="Pediste un recordatorio. Son solo unos minutos.",
        open="Abrir Nod",
        snooze="En 30 minutos",
        settings="Recibes este correo porque tienes los recordatorios activados. Cámbialos en Nod, en Configuración.",
        unsubscribe="Dejar de recibir estos correos",
    ),
}
_NEWS = {"en": "There is something new for you in Nod.", "es": "Hay algo nuevo para ti en Nod."}
_CLEAR = {
    ("session", "en"): ("Time for your session", "It takes a few minutes."),
    ("session", "es"): ("Hora de tu sesión", "Son solo unos minutos."),
    ("diary", "en"): ("Today's question", "You can answer with one tap."),
    ("diary", "es"): ("La pregunta de hoy", "Contéstala con un toque."),
    ("weekly", "en"): ("Your weekly questions", "They take about a minute."),
    ("weekly", "es"): ("Tus preguntas semanales", "Toman un minuto."),
    ("message", "en"): ("You have a new message", "Open Nod to read it."),
    ("message", "es"): ("Tienes un mensaje nuevo", "Abre Nod para leerlo."),
    ("program", "en"): ("Your program has changed", "Open Nod to see what is new."),
    ("program", "es"): ("Tu programa cambió", "Abre Nod para ver qué hay de nuevo."),
}


@cache
def words_of(kind: str, language: str, *, clear: bool = False) -> Words:
    """Return the words for a kind of reminder in a language, English when it is not one of ours."""
    language = language if language in _NEUTRAL else "en"
    words = replace(_NEUTRAL[language], path="/app/messages" if kind == "message" else "/app/")
    if clear:
        title, body = _CLEAR[kind, language]
        return replace(words, title=title, body=body)
    return replace(words, body=_NEWS[language]) if kind in NEWS else words
