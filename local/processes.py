"""Processes that end with the one that started them, even if that one is killed at once."""

import ctypes
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

_PR_SET_PDEATHSIG = 1


def start(command: Sequence[str], **options: Any) -> subprocess.Popen[bytes]:
    """Start a process that is told to stop when we are gone (on Linux, by the kernel)."""
    if sys.platform == "linux":
        options["preexec_fn"] = _end_with_parent
    return subprocess.Popen(command, **options)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
