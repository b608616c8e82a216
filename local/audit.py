"""`make audit`: verifies everything that `make run` keeps."""

import json
import os
import sys
from pathlib import Path

from local.run import LOCAL_ACCESS
from ops import verifying


def main() -> None:
    """Audit the running server's data."""
    path = Path(os.environ.get("DATA", "data")) / "session.json"
    if not path.exists():
        sys.exit("no server has run here yet: `make run` in another terminal")
    session = json.loads(path.read_text())
    os.environ |= {**LOCAL_ACCESS, "AWS_ENDPOINT_URL_DYNAMODB": session["engine"]}
    verifying.main()


if __name__ == "__main__":
    main()
