"""What importing the app costs above chalice and pynamodb alone: medians of fresh processes."""

import statistics
import subprocess
import sys
import time

TIMES = 11
PROGRAMS = {
    "bare Python": "pass",
    "chalice + pynamodb": "import chalice.app, pynamodb.models",
    "app": "import app",
}


def median(program: str) -> float:
    """Milliseconds of a fresh process that runs a program."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def main() -> None:
    """Print a row a program, bare Python taken off."""
    bare = median(PROGRAMS["bare Python"])
    for name, program in PROGRAMS.items():
        print(f"{name:20} {median(program) - bare:6.0f} ms")


if __name__ == "__main__":
    main()
