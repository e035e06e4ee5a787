"""Loaded by every Python process that a test starts with this folder on PYTHONPATH: sets its clock to the run's."""

import os
import sys

# Only schemathesis brings it; jsonschema would load it and build forty grammars, for seconds, in each process.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

if seconds := float(os.environ.get("NOD_TEST_CLOCK_OFFSET", "0")):
    import time

    import time_machine

    time_machine.travel(time.time() + seconds, tick=True).start()
    time.time()  # the clock begins to tick when it is first looked at
