"""What is wrong with an entry of the library. Pure."""

from dataclasses import dataclass

from backend.library.kinds import Place


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where in the content, and what was expected."""

    place: Place
    message: str
