"""The embedded engine: Dynoxide, a DynamoDB-compatible server on SQLite."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local import processes

_ROOT = Path(__file__).parent.parent
_PACKAGED = _ROOT / "node_modules" / "@dynoxide" / "linux-x64" / "dynoxide"


class EngineMissing(Exception):
    """There is no engine for this machine."""


def binary() -> str:
    """The engine's program: $DYNOXIDE, the one from the registry, or one on the path.

    Raises: EngineMissing.
    """
    for candidate in (os.environ.get("DYNOXIDE"), str(_PACKAGED), shutil.which("dynoxide")):
        if candidate and os.access(candidate, os.X_OK):
            return candidate
    raise EngineMissing(
        "the embedded engine is missing: `npm ci` brings it for Linux on x86-64; elsewhere install "
        "dynoxide 1.2 and set DYNOXIDE to its program"
    )


def is_free(port: int) -> bool:
    """Whether nobody listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(port: int, database: Path | None = None) -> subprocess.Popen[bytes]:
    """Start an engine, its data in a file or, without one, in memory; wait until it answers.

    Raises: EngineMissing, RuntimeError if it does not come up.
    """
    program = binary()
    command = [program, "serve", "--host", "127.0.0.1", "--port", str(port)]
    if database:
        command += ["--db-path", str(database)]
    quiet = subprocess.DEVNULL
    process = processes.start(command, stdout=quiet, stderr=quiet)
    for _ in range(200):
        if process.poll() is not None:
            break
        if not is_free(port):
            return process
        time.sleep(0.02)
    process.kill()
    raise RuntimeError("the embedded engine did not come up")


def left_over(note: Path) -> int | None:
    """The process id of the engine that `note` speaks of, if it still runs."""
    if not note.exists():
        return None
    number = int(note.read_text())
    command = ["ps", "-p", str(number), "-o", "comm="]
    named = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return number if "dynoxide" in named else None


def stop_left_over(note: Path) -> None:
    """Stop the engine that a run killed at once left behind, before its file is opened again."""
    number = left_over(note)
    if number is not None:
        os.kill(number, signal.SIGTERM)
        while left_over(note) is not None:
            time.sleep(0.05)
    note.unlink(missing_ok=True)


@contextmanager
def running(database: Path | None = None) -> Iterator[str]:
    """An engine for as long as the block lasts; yields its address."""
    port = free_port()
    process = start(port, database)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()
