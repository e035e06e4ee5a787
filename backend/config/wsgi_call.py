"""One call of a WSGI application for a request that came in by RSGI: the environment it gets, and its whole answer."""

import io
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO, Any

from granian.rsgi import Scope

from backend.common.spanish import in_spanish

# Larger files are sent from the disk.
IN_MEMORY = 1_000_000


@dataclass
class WsgiAnswer:
    """What the application answered; `file` is the path of a file to send instead of `body`."""

    status: int = 500
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    file: str | None = None


@dataclass
class File:
    """What Django gives back for a file (PEP 3333's `wsgi.file_wrapper`)."""

    stream: Any
    block_size: int = 0

    def close(self) -> None:
        self.stream.close()


def environ_of(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """Return the WSGI environment (PEP 3333) of a request whose body is here already."""
    host, _, port = scope.server.rpartition(":")
    size = body.seek(0, io.SEEK_END)
    body.seek(0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "CONTENT_LENGTH": str(size),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
        "wsgi.file_wrapper": File,
    }
    for name, value in scope.headers.items():
        # With an underscore it would pass for the header with a hyphen, such as one that only a proxy may set.
        if "_" in name or name in ("content-length", "transfer-encoding"):
            continue
        key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
        joint = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    return environ


def answer_of(application: Callable[..., Any], environ: dict[str, Any]) -> WsgiAnswer:
    """Call the application and take its answer in whole, so that its thread is free before a byte is sent."""
    answer = WsgiAnswer()

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        answer.status, answer.headers = int(status.split(" ", 1)[0]), headers

    parts: Iterable[bytes] | File = application(environ, start)
    try:
        if not isinstance(parts, File):
            answer.body = b"".join(parts)
        elif _is_large(answer) and isinstance(parts.stream, io.BufferedReader):
            answer.file = str(parts.stream.name)
        else:
            answer.body = parts.stream.read()
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return answer


def _is_large(answer: WsgiAnswer) -> bool:
    size = next((value for name, value in answer.headers if name.lower() == "content-length"), "0")
    return int(size) > IN_MEMORY


def refusal_body(status: int, code: str, sentence: str, languages: str | None) -> bytes:
    """Return a problem (RFC 9457) for a request that no thread has seen; Spanish for whoever asks for that first."""
    spanish = (languages or "").lower().startswith("es")
    detail = (in_spanish(sentence) if spanish else None) or sentence
    return json.dumps({"type": "about:blank", "status": status, "code": code, "detail": detail}).encode()
