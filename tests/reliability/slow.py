"""Clients that hold a connection and give or take as little as they can (slowloris), one of each kind."""

import contextlib
import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

HEADERS = b"POST /api/v1/sync/push HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
KINDS: dict[str, bytes] = {
    "says nothing": b"",
    "half a line": b"GET /app/ HT",
    "half the headers": HEADERS,
    "no body": HEADERS + b"Content-Length: 1000\r\n\r\n",
    "half a body": HEADERS + b'Content-Length: 1000\r\n\r\n{"records": [',
    "half a chunk": HEADERS + b"Transfer-Encoding: chunked\r\n\r\nff\r\n[",
    "no file": b"POST /admin/library/media/add/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000000\r\n\r\nab",
    "keeps alive": b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}
# Asks for a large file again and again, and reads none of it.
LARGE = "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js"
READS_NOTHING = f"GET {LARGE} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() * 8


def connect(url: str, words: bytes, *, buffer: int | None = None) -> socket.socket:
    """Open a connection and send `words`; a small `buffer` makes the machine take little of the answer."""
    made = socket.socket()
    if buffer:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    made.connect(("127.0.0.1", urlsplit(url).port or 0))
    made.sendall(words)
    return made


@contextlib.contextmanager
def many(count: int, open_one: Callable[[], socket.socket]) -> Iterator[list[socket.socket]]:
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(contextlib.closing(open_one())) for _ in range(count)]


def is_ended(connection: socket.socket) -> bool:
    """Say whether the server has closed; what it said before that is thrown away."""
    connection.setblocking(False)
    try:
        while connection.recv(65536):
            pass
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
