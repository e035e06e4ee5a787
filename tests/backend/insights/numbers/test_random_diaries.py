"""Python and TypeScript count alike on 10,000 random diaries.

Both make the same diaries from the same simple generator and hash what they count; the other is
frontend/tests/random-diaries.test.ts. tests/contract/random_diaries.json keeps the hash, and the first lines to see
what differs. After a change of a definition
`python -m tests.backend.insights.numbers.test_random_diaries` writes it anew.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator

from backend.insights.numbers.adherence import Item, Log, Period, adherence_by_item, total
from backend.insights.numbers.headache_days import Day, last_28_days
from backend.insights.numbers.medicine_days import medicine_use
from backend.insights.numbers.response import find_response
from backend.insights.numbers.rounding import one_decimal
from tests.records import ROOT

DIARIES = 10_000
KEPT = ROOT / "tests" / "contract" / "random_diaries.json"
DAYS = 95
LAST = dt.date(2026, 3, 1)
CLASSES = ("simple", "triptan", "ergot", "opioid", "combination", "preventive", "gepant_ditan")


def numbers(seed: int) -> Iterator[int]:
    """The generator of C's old rand(): poor, but a line in any language. Its low bits are left out."""
    while True:
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        yield seed >> 8


def line(seed: int) -> str:
    """Return what is counted in one random diary and program, as text."""
    rand = numbers(seed)
    missing, aching = next(rand) % 60, 20 + next(rand) % 60
    # The heavier users matter most: limits are rarely met by chance.
    taking = next(rand) % 70
    days = []
    for back in range(DAYS):
        if next(rand) % 100 < missing:
            continue
        headache = next(rand) % 100 < aching
        minutes = next(rand) % 90
        peak = next(rand) % 11
        taken = frozenset(name for name in CLASSES if next(rand) % 100 < taking // 2)
        days.append(
            Day(LAST - dt.timedelta(days=back), headache, peak or None, None if minutes > 75 else minutes, taken)
        )
    now, before = last_28_days(days, LAST), last_28_days(days, LAST - dt.timedelta(days=56))
    response = find_response(before.monthly, now.monthly)
    use = medicine_use(days, LAST)
    start = LAST - dt.timedelta(days=next(rand) % 40)
    items = [
        Item(f"item {n}", 1 + next(rand) % 4, 1 + next(rand) % 4, 1 + next(rand) % 7, "habit" if n == 2 else "reps")
        for n in range(3)
    ]
    logs = []
    for _ in range(next(rand) % 120):
        item, on, kind = items[next(rand) % 3].name, start + dt.timedelta(days=next(rand) % 42), next(rand) % 10
        sets = next(rand) % 5
        logs.append(Log(item, on, None if kind < 2 else sets, some=kind < 2, skipped=kind == 9))
    hold = start + dt.timedelta(days=next(rand) % 30)
    holds = [(hold, hold + dt.timedelta(days=next(rand) % 9))]
    done = total(adherence_by_item(items, logs, Period(start, start, LAST, holds)))
    found = [
        now.recorded_days,
        now.headache_days,
        one_decimal(now.monthly),
        str(now.quality),
        one_decimal(now.mean_peak),
        one_decimal(response.change_pct),
        str(response.category),
        [use.window.days.get(name, 0) for name in CLASSES],
        use.window.any_days,
        [str(use.window.levels.get(name, "")) for name in CLASSES],
        use.window.mixed,
        use.sustained,
        use.pattern,
        one_decimal(done.prescribed),
        one_decimal(done.credit),
        one_decimal(done.pct),
        None if done.band is None else str(done.band),
    ]
    text = json.dumps(found, separators=(",", ":"))
    # JavaScript writes 12, not 12.0.
    return text.replace(".0,", ",").replace(".0]", "]")


def counted() -> dict[str, object]:
    lines = [line(seed) for seed in range(DIARIES)]
    return {
        "diaries": DIARIES,
        "first": lines[:20],
        "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    }


def test_ten_thousand_random_diaries_are_counted_as_on_the_phone() -> None:
    assert counted() == json.loads(KEPT.read_text())


if __name__ == "__main__":
    KEPT.write_text(json.dumps(counted(), indent=1) + "\n")
