"""`make bench-kills`: 10,000 reminders, 500 senders killed outright at every point of the road, on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.postgres import private_postgres  # noqa: E402

TEST = "tests/reliability/test_killed_senders.py"


def main() -> None:
    with private_postgres() as url:
        wanted = {"DATABASE_URL": url, "NOD_TEST_REMINDERS": "10000", "NOD_TEST_KILLS": "500"}
        command = [sys.executable, "-m", "pytest", "-q", "-s", TEST]
        done = subprocess.run(command, cwd=ROOT, env={**wanted, **os.environ, "DATABASE_URL": url}, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
