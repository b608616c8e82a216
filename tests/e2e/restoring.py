"""The stage verified, and brought back to an instant: to the emulator, always the present one."""

import subprocess
import sys
from datetime import UTC, datetime

from local.demo import Desk
from ops import restore
from tests.e2e.deployment import ROOT, STAGE, Deployment
from tests.e2e.jobs import left_untold


def verified(deployment: Deployment, stage: str) -> str:
    """What the audit says of a stage, by its command."""
    environment = {
        **deployment.emulator.environment,
        "AWS_ENDPOINT_URL_DYNAMODB": deployment.emulator.address,
    }
    command = [sys.executable, "-m", "ops.audit", "--stage", stage]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()[-1]


def brought_back(deployment: Deployment, desk: Desk) -> str:
    """Restore beside, go on, and bring back: what came in between is gone."""
    client, said = deployment.emulator.client("dynamodb"), list[str]()
    restore.beside(client, STAGE, datetime.now(UTC), said.append)
    found = verified(deployment, restore.RESTORED)
    ticket = left_untold(desk)
    assert desk.call("GET", f"/tickets/{ticket}", "desk-chan")[0] == 200
    restore.back(client, STAGE, said.append)
    restore.away(client, said.append)
    assert desk.call("GET", f"/tickets/{ticket}", "desk-chan")[0] == 404
    return f"restored beside: {found}; brought back, a ticket taken in meanwhile is gone"
