"""`make reset`: forgets the data of `make run`, and nothing else that lies in the folder."""

import os
import shutil
import sys
from pathlib import Path

from local import engine

OURS = ("frontdesk.db", "frontdesk.db-shm", "frontdesk.db-wal", "session.json", "vault.key")


def main() -> None:
    """Remove what `make run` made; refuse while it runs."""
    data = Path(os.environ.get("DATA", "data"))
    if engine.left_over(data / "engine.pid"):
        sys.exit(f"Frontdesk still runs on {data}: stop it first")
    for name in OURS:
        (data / name).unlink(missing_ok=True)
    (data / "engine.pid").unlink(missing_ok=True)
    for name in ("issuer", "objects"):
        shutil.rmtree(data / name, ignore_errors=True)
    print(f"the data in {data} is gone")


if __name__ == "__main__":
    main()
