"""Verifies a deployed stage: `python -m ops.audit --stage dev`.

It reads every table of the stage with the credentials and in the region that the AWS command line
would use, writes nothing, prints what does not hold, and fails if there is anything.
"""

import argparse
import os


def main() -> None:
    """Audit the stage that is named."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--stage", required=True)
    os.environ["STAGE"] = asked.parse_args().stage
    # The tables have their names from the stage as soon as they are imported.
    from ops import verifying

    verifying.main()


if __name__ == "__main__":
    main()
