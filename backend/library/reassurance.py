"""Words that promise safety. Nod cannot examine anybody, so no text for patients may say that all is well. Pure."""

import re

_PHRASES = {
    "en": (
        r"nothing to worry about",
        r"no (?:need|reason|cause) to worry",
        r"no cause for (?:alarm|concern)",
        r"(?:don[’']t|do not) worry",
        r"you(?:[’']re| are) (?:fine|safe|ok(?:ay)?|all right)",
        r"you(?:r neck)? (?:is|are) safe",
        r"(?:is|are|feels?|perfectly|completely|and) safe to\b",
        r"safe to (?:go on|continue|exercise|start|move|carry on)",
        r"safe exercises?",
        r"the neck is safe",
        r"(?:not|never|rarely) (?:dangerous|serious|harmful)",
        r"harmless",
        r"you can (?:safely|go on|continue|carry on)",
        r"all clear",
        r"(?:cannot|can[’']t|won[’']t|will not) (?:hurt|harm) you",
        r"no (?:risk|danger)",
        r"nothing (?:serious|dangerous)",
        r"everything is (?:fine|ok(?:ay)?|normal)",
        r"(?:that|this|it) is (?:quite |perfectly )?normal",
        r"guarantee[ds]?",
    ),
    "es": (
        r"(?:nada|no hay) (?:de )?qu[eé] preocup\w+",
        r"nada (?:que|por lo que) preocup\w+",
        r"no (?:te preocupes|hay motivo)",
        r"no (?:es|son) (?:peligros|grave|seri)\w*",
        r"(?:casi ningún|ningún) dolor \w* ?\w* ?\w* ?es peligroso",
        r"inofensiv\w+",
        r"puedes (?:seguir|continuar)",
        r"(?:es|son|está|están) segur[oa]s? (?:seguir|continuar|hacer|moverse?)",
        r"est[aá]s (?:bien|a salvo|fuera de peligro)",
        r"(?:el|tu) cuello está bien",
        r"sin (?:ningún )?(?:riesgo|peligro)",
        r"no (?:hay|tiene) (?:ningún )?(?:riesgo|peligro)",
        r"nada (?:grave|peligroso|serio)",
        r"todo (?:está|va) bien",
        r"(?:esto |eso )?es (?:totalmente |completamente )?normal",
        r"no pasa nada",
        r"no te (?:puede )?(?:hará|hacer) daño",
        r"garantiza\w*",
    ),
}
_ANY = {language: re.compile(rf"\b(?:{'|'.join(phrases)})", re.IGNORECASE) for language, phrases in _PHRASES.items()}


def reassurance_in(text: str) -> str | None:
    """Return the first phrase in `text`, English or Spanish, that promises safety; None where there is none."""
    flat = " ".join(text.split())
    found = (pattern.search(flat) for pattern in _ANY.values())
    return next((match.group() for match in found if match), None)
