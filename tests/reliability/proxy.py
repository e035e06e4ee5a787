"""A line to a server that can go dead without a word, as when packets are dropped on the way."""

import asyncio
import threading


class Proxy:
    """Forwards every connection to `target`, until `drop` swallows what goes over those that are open."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self._lines: list[list[bool]] = []

    def start(self) -> None:
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()

        def run() -> None:
            server = self._loop.run_until_complete(asyncio.start_server(self._line, "127.0.0.1", 0))
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            self._loop.run_forever()
            tasks = asyncio.all_tasks(self._loop)
            for task in tasks:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))

        self._thread = threading.Thread(target=run, name="proxy", daemon=True)
        self._thread.start()
        ready.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def drop(self) -> int:
        """Let the lines that are open now go dead; new ones work. Return how many there were."""
        lines, self._lines = self._lines, []
        for alive in lines:
            alive[0] = False
        return len(lines)

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        alive = [True]
        self._lines.append(alive)
        await asyncio.gather(_pump(reader, back, alive), _pump(there, writer, alive))


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, alive: list[bool]) -> None:
    try:
        while data := await source.read(65536):
            if alive[0]:
                sink.write(data)
                await sink.drain()
    except OSError:
        pass
    if alive[0]:
        sink.close()
