"""Everything on this machine as `make run` starts it, for as long as a block lasts."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local import engine
from local.demo import Desk


@contextmanager
def running(data: Path) -> Iterator[tuple[Desk, subprocess.Popen[bytes]]]:
    """The whole thing as `make run` starts it, in a process group of its own."""
    (data / "session.json").unlink(missing_ok=True)
    environment = os.environ | {"PORT": str(engine.free_port()), "DATA": str(data)}
    command = [sys.executable, "-m", "local.run"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        while not (data / "session.json").exists():
            assert process.poll() is None, "it did not start"
            time.sleep(0.05)
        yield Desk(**_session(data)), process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=30)


def _session(data: Path) -> Any:
    """What it wrote for programs, once it is written whole."""
    while not (text := (data / "session.json").read_text()).endswith("}"):
        time.sleep(0.01)
    return json.loads(text)
