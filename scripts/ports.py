"""Finds a free TCP port on the loopback interface."""

import random
import socket

# Below the ports that the system gives to outgoing connections, so that none of them takes one before its server does.
LOWEST, HIGHEST = 20_000, 32_000
TRIES = 1000
_chance = random.SystemRandom()  # not the seeded one, which draws the same in each worker


def free_port() -> int:
    """Return a port that nobody listens on right now."""
    for _ in range(TRIES):
        port = _chance.randint(LOWEST, HIGHEST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"No free port between {LOWEST} and {HIGHEST} on 127.0.0.1.")
