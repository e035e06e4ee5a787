"""Copies and PDFs take turns; whoever would wait too long is told to come again, in words and with a time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from backend.common import expensive
from tests.people import People


def test_one_at_a_time_two_wait_and_the_rest_come_again() -> None:
    inside, go_on = threading.Semaphore(0), threading.Event()
    at_once: list[int] = []
    running = threading.Semaphore(expensive.AT_ONCE)

    @expensive.expensive
    def work() -> str:
        at_once.append(running.acquire(blocking=False))
        inside.release()
        go_on.wait()
        running.release()
        return "made"

    def outcome(_: int) -> str:
        try:
            return work()
        except expensive.Busy as busy:
            inside.release()
            return f"come again in {busy.wait} s"

    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(outcome, number) for number in range(8)]
        for _ in range(8 - expensive.WAITING):  # one works, five are turned away
            inside.acquire()
        go_on.set()
        answers = sorted(each.result() for each in asked)
    assert answers == ["come again in 10 s"] * 5 + ["made"] * 3
    assert all(at_once)


@pytest.mark.django_db
def test_a_busy_server_says_when_to_come_again(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expensive, "_places", threading.BoundedSemaphore(1))
    client, path = people.client(people.tara), f"/api/v1/patients/{people.pia.patient.pk}/report/fhir"
    with expensive._places:
        answer = client.get(path)
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (503, "try_again", "10")
    assert client.get(path).status_code == 200
