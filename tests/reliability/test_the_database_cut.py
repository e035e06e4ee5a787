"""Every connection to the database cut, once and again and again: nothing is lost or half stored, and nobody is turned
away longer than the cut itself."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.practice import Practice
from tests.records import message_record
from tests.reliability.phone import messages_of, send

pytestmark = pytest.mark.browser
BATCHES = 60
# Between two cuts, seconds. Some requests find the time to come through, on a slow machine, too; most are cut.
PAUSES = (0.02, 0.4)
AT_ONCE = 8
KILL = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def test_after_a_cut_nobody_is_turned_away(own_practice: Practice) -> None:
    """As after a restart of the server: each connection that the web process holds is dead."""
    stack, client = own_practice.stack, own_practice.patient().client()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for _ in range(5):
            killed = stack.sql(KILL)[0][0]
            answers = list(threads.map(lambda _: client.ask("GET", "/api/v1/sync/pull")[0], range(3 * AT_ONCE)))
            assert killed > 0
            assert answers == [200] * len(answers)


def test_connections_killed_while_a_phone_sends(own_practice: Practice) -> None:
    stack, patient = own_practice.stack, own_practice.patient()
    client = patient.client()
    over = threading.Event()
    kills: Counter[str] = Counter()

    chance = random.Random(4)

    def kill() -> None:
        while not over.wait(chance.uniform(*PAUSES)):
            kills["connections"] += stack.sql(KILL)[0][0]
            kills["times"] += 1

    killer = threading.Thread(target=kill)
    killer.start()
    answers: Counter[int] = Counter()
    sent: list[str] = []
    try:
        for number in range(BATCHES):
            batch = [message_record(f"{number}.{place}") for place in range(3)]
            sent += [record["id"] for record in batch]
            while (status := send(client, batch)) != 200:
                answers[status] += 1
            answers[status] += 1
    finally:
        over.set()
        killer.join()
    print(f"\n{kills['connections']} connections killed; {BATCHES} batches, answers {dict(answers)}")
    assert messages_of(patient) == sorted(sent)
    assert kills["connections"] > 0
