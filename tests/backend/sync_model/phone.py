"""A phone: the app's real core in a Node process of its own, whose requests this process answers."""

import itertools
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts import frontend

ROOT = Path(__file__).resolve().parents[3]
# What becomes of one request: an answer to give, or None when the phone is switched off while it waits.
Answers = Callable[[dict[str, Any]], dict[str, Any] | None]


class PhoneFailed(AssertionError):
    """The client core raised where it never should."""


class Phone:
    """Speaks lines of JSON with frontend/tests/phone/phone.mjs."""

    def __init__(self, core: Path) -> None:
        self._process = subprocess.Popen(
            ["node", str(frontend.FRONTEND / "tests" / "phone" / "phone.mjs"), str(core)],
            env=frontend.node_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._numbers = itertools.count(1)

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def do(self, what: str, answers: Answers | None = None, **given: Any) -> Any:
        """Let the phone do something; return its result, or None when it was switched off meanwhile and restarted."""
        number = next(self._numbers)
        self._say({"n": number, "do": what, **given})
        while True:
            line = self._hear()
            if "request" in line:
                try:
                    answer = answers(line) if answers else {"lost": True}
                except BaseException:
                    # Or it would wait for its answer for ever, and the real reason would not be seen.
                    self._switch_off_and_on()
                    raise
                if answer is None:
                    return self._switch_off_and_on()
                self._say({"reply": line["request"], **answer})
            elif "died" in line:
                return self._switch_off_and_on()
            elif line.get("failed") == number:
                raise PhoneFailed(line["why"])
            elif line.get("done") == number:
                return line["value"]

    def _switch_off_and_on(self) -> None:
        self.do("restart")

    def _say(self, line: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout
        text = self._process.stdout.readline()
        assert text, "the phone's process has ended"
        line: dict[str, Any] = json.loads(text)
        return line
