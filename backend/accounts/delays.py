"""How long somebody waits after so many failed tries: nothing at first, then twice as long each time. Pure."""

import datetime as dt
import math
from dataclasses import dataclass

SECOND, MINUTE, HOUR = dt.timedelta(seconds=1), dt.timedelta(minutes=1), dt.timedelta(hours=1)


@dataclass(frozen=True)
class Pace:
    """`free` tries come without a delay, the next waits `first`, each after it twice as long, up to `longest`.

    A try fades within `fades`, so that what fails now and then never adds up.
    """

    free: int
    first: dt.timedelta
    longest: dt.timedelta
    fades: dt.timedelta

    @property
    def most(self) -> int:
        """Return where a count stays: one more would make nobody wait longer, only take longer to fade."""
        return self.free + math.ceil(math.log2(self.longest / self.first)) + 1

    def faded(self, count: float, last_at: dt.datetime, now: dt.datetime) -> float:
        """Return what is left at `now` of a count of `last_at`."""
        return max(0.0, count - max(now - last_at, dt.timedelta()) / self.fades)

    def delay_after(self, count: float) -> dt.timedelta:
        """Return how long the next try has to wait after `count` tries."""
        # What has faded by a hair since the last try still counts as a whole one.
        whole = math.ceil(count - 0.01)
        if whole < self.free:
            return dt.timedelta()
        doublings = min(whole, self.most) - self.free
        return min(self.first * float(2**doublings), self.longest)

    def wait(self, count: float, last_at: dt.datetime, now: dt.datetime) -> dt.timedelta:
        """Return how long a try at `now` has to wait still; zero when it may be made."""
        delay = self.delay_after(count)
        # A free try is free also where the last one was counted by a clock that is ahead of ours.
        return max(last_at + delay - now, dt.timedelta()) if delay else delay


# Tries at one account: whoever forgot the password has five, and a guesser then has a hundred a day.
ACCOUNT = Pace(5, 30 * SECOND, 15 * MINUTE, 30 * MINUTE)
# Tries from one network: a clinic's people share one, so it may fail more often before it slows down.
NETWORK = Pace(20, 5 * SECOND, HOUR, 3 * MINUTE)
# Codes of invitations from one network: forty bits that die in seven days.
INVITATIONS = Pace(10, 30 * SECOND, HOUR, 6 * MINUTE)
# Wrong mailed codes at one account: they make the next code longer, and nobody wait (adapter.py).
CODES = Pace(1000, SECOND, SECOND, HOUR)
# Mails that a stranger may ask for: to one address from one network, to it from everywhere, from one network to all.
MAILS_HERE = Pace(3, MINUTE, HOUR, 20 * MINUTE)
MAILS_TO = Pace(20, MINUTE, 15 * MINUTE, 10 * MINUTE)
MAILS_FROM = Pace(60, 5 * SECOND, 15 * MINUTE, MINUTE)
# Invitations that staff mail: to one address, and by one person.
INVITED = Pace(4, 10 * MINUTE, 24 * HOUR, 6 * HOUR)
INVITING = Pace(60, MINUTE, HOUR, MINUTE)
