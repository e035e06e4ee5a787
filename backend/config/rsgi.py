"""RSGI entry point, served by Granian: reads each request whole before one of Django's threads gets it.

A client that sends a body or reads an answer slowly holds a connection and no thread. When all threads are busy, a few
requests wait for a moment, and the rest are told at once to try again. See docs/adr/0019.
"""

import asyncio
import io
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from django.core.wsgi import get_wsgi_application
from granian._granian import RSGIHTTPProtocol
from granian.rsgi import Scope

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
wsgi = get_wsgi_application()

from django.conf import settings  # noqa: E402  after Django is set up

from backend.common.problem import CONTENT_TYPE  # noqa: E402
from backend.common.try_again import TOO_SLOW, TRY_AGAIN  # noqa: E402
from backend.config.wsgi_call import WsgiAnswer, answer_of, environ_of, refusal_body  # noqa: E402

# Seconds in which nothing comes of a body, and in which a body of no size must be there.
SILENCE = 10.0
PATIENCE = 20.0
# Each of these bytes a second earns a body one second more: a phone on the slowest network sends ten times as much.
SLOWEST = 1_000
# Beyond the largest upload (library/media.py: VIDEO_BYTES) with its form; only curators upload.
LARGEST_UPLOAD = 24_000_000
# Kept in memory up to here, then in a file.
IN_MEMORY = 1_000_000
# How many may wait for a thread, and for how long.
WAITING = 512
WAIT = 10.0


class Refused(Exception):
    """A request that is not given to Django; `status` and `code` say why."""

    def __init__(self, status: int, code: str, sentence: str) -> None:
        super().__init__(code)
        self.status, self.code, self.sentence = status, code, sentence


BUSY = (503, "try_again", TRY_AGAIN)
SLOW = (408, "too_slow", TOO_SLOW)
TOO_LARGE = (413, "too_large", "This is larger than 1 MB. Send it in smaller parts.")


class Application:
    """Serves a WSGI application in a fixed number of threads, each of which keeps its own database connection."""

    def __init__(self, wsgi: Callable[..., Any], threads: int) -> None:
        self.wsgi, self.threads, self.waiting = wsgi, threads, 0

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.pool = ThreadPoolExecutor(self.threads, thread_name_prefix="web")
        self.free = asyncio.Semaphore(self.threads)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.pool.shutdown(wait=False)

    async def __rsgi__(self, scope: Scope, proto: RSGIHTTPProtocol) -> None:
        try:
            with await read_body(scope, proto) as body:
                answer = await self._answer(scope, body)
        except Refused as refused:
            headers = [("content-type", CONTENT_TYPE), ("retry-after", "5"), ("cache-control", "no-store")]
            text = refusal_body(refused.status, refused.code, refused.sentence, scope.headers.get("accept-language"))
            proto.response_bytes(refused.status, [*headers, ("connection", "close")], text)
            return
        await send(answer, proto)

    async def _answer(self, scope: Scope, body: IO[bytes]) -> WsgiAnswer:
        """Run the application in a thread. Raises Refused when none becomes free in time."""
        if self.free.locked():
            if self.waiting >= WAITING:
                raise Refused(*BUSY)
            self.waiting += 1
            try:
                await asyncio.wait_for(self.free.acquire(), WAIT)
            except TimeoutError:
                raise Refused(*BUSY) from None
            finally:
                self.waiting -= 1
        else:
            await self.free.acquire()
        loop = asyncio.get_running_loop()
        try:
            # Shielded: a request that is given up keeps its thread until Django is done with it.
            running = loop.run_in_executor(self.pool, answer_of, self.wsgi, environ_of(scope, body))
        except BaseException:
            self.free.release()
            raise
        running.add_done_callback(lambda _: self.free.release())
        return await asyncio.shield(running)


async def read_body(scope: Scope, proto: RSGIHTTPProtocol) -> IO[bytes]:
    """Return the whole body, rewound. Raises Refused for one that is too large or comes too slowly."""
    length = scope.headers.get("content-length")
    if length in (None, "0") and scope.headers.get("transfer-encoding") is None:
        return io.BytesIO()
    largest = LARGEST_UPLOAD if scope.path.startswith("/admin/") else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    body: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by whoever gets it
    clock = asyncio.get_running_loop().time
    begun, size = clock(), 0
    chunks = aiter(proto)
    while True:
        try:
            async with asyncio.timeout_at(min(clock() + SILENCE, begun + PATIENCE + size / SLOWEST)):
                chunk = await anext(chunks)
        except StopAsyncIteration:
            break
        except TimeoutError:
            body.close()
            raise Refused(*SLOW) from None
        size += len(chunk)
        # What is too large is read on and thrown away, because a browser that is still sending hears no answer.
        if size <= largest:
            body.write(chunk)
        elif size > LARGEST_UPLOAD:
            break
    if size > largest:
        body.close()
        raise Refused(*TOO_LARGE)
    body.seek(0)
    return body


async def send(answer: WsgiAnswer, proto: RSGIHTTPProtocol) -> None:
    """Hand the answer to the server, which sends it as quickly as it is read."""
    if answer.file is None:
        proto.response_bytes(answer.status, answer.headers, answer.body)
    else:
        proto.response_file(answer.status, answer.headers, answer.file)


application = Application(wsgi, settings.WEB_THREADS)
