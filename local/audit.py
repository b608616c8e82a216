"""`make audit`: verifies the site that `make run` serves."""

import json
import os
import sys
from pathlib import Path

from local.run import LOCAL_ACCESS
from ops import audit


def main() -> None:
    """Audit the running server's data."""
    path = Path(os.environ.get("DATA", "data")) / "session.json"
    if not path.exists():
        sys.exit("no server has run here yet: `make run` in another terminal")
    session = json.loads(path.read_text())
    os.environ |= {**LOCAL_ACCESS, "AWS_ENDPOINT_URL_DYNAMODB": session["engine"]}
    sys.argv[1:] = [session["site"]]
    audit.main()


if __name__ == "__main__":
    main()
