"""The environment of a test run, set before Django reads its settings (loaded by `-p` in pyproject.toml)."""

import atexit
import os
import shutil
import tempfile

# Each run has its own folder, so that runs never meet.
os.environ["NOD_VAR_DIR"] = tempfile.mkdtemp(prefix="nod-test-")
os.environ["NOD_DEMO"] = "1"
atexit.register(shutil.rmtree, os.environ["NOD_VAR_DIR"], ignore_errors=True)
os.mkdir(os.path.join(os.environ["NOD_VAR_DIR"], "static"))
for name in ("REDIS_URL", "EMAIL_URL", "NOD_BASE_URL", "NOD_PUSH_EXTRA_ORIGINS"):
    os.environ.pop(name, None)
