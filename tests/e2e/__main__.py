"""Deploys the package into the emulator and uses it as its users do, one step after the other."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from local import demo, hospital, hotel, sample
from tests.e2e import emulator, jobs, messages, permissions, restoring
from tests.e2e.deployment import STAGE, Deployment, deploy


@contextmanager
def step(about: str) -> Iterator[None]:
    """Say what is shown, and how long it took."""
    began = time.perf_counter()
    print(f"\n== {about}", flush=True)
    yield
    print(f"   {time.perf_counter() - began:.1f} s", flush=True)


def main() -> None:
    """Everything, in order."""
    began = time.perf_counter()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    with emulator.running() as running:
        with step("deploy: one template, by CloudFormation"):
            deployment = deploy(
                running, Stage=STAGE, SignInDomain="frontdesk-e2e", **messages.SETTINGS
            )
            print(f"   {len(deployment.resources)} resources")
        with step("open a site, from the console"):
            print(f"   {opened(deployment)}")
        with step("sign in with Cognito, by authorization code with PKCE"):
            others = (each[0] for each in (*hotel.STAFF, *hospital.STAFF))
            for person in (*sample.SIGN_IN, *others):
                deployment.enrol(person)
            print(f"   {len(deployment.tokens)} people")
        with step("the repair, both ways, through API Gateway"):
            desk = demo.Desk(deployment.api, sample.SITE, deployment.tokens, trust=running.trust)
            demo.free(desk)
            demo.paid(desk)
        with step("messages leave by the outbox's stream, and by the sweep"):
            messages.set_up(deployment, desk)
            for told in (messages.refused(desk), messages.streamed(deployment, desk)):
                print(f"   {told}")
            print(f"   {messages.swept(deployment, desk)}")
        with step("the dispatch check is killed in the middle of its work"):
            print(f"   {jobs.killed(deployment, desk)}")
        with step("the dispatch check is fired by its schedule"):
            jobs.hurried(deployment)
            print(f"   {jobs.fired(desk, jobs.left_untold(desk))}")
        with step("the stage is verified, and brought back to an instant"):
            print(f"   {STAGE}: {restoring.verified(deployment, STAGE)}")
            print(f"   {restoring.brought_back(deployment, desk)}")
        with step("permissions are taken away, each in turn"):
            print(f"   {permissions.taken_away(deployment, desk)}")
    print(f"\nAll of it in {time.perf_counter() - began:.0f} s; nothing is left running.")


def opened(deployment: Deployment) -> dict[str, object]:
    """What became of the sample site's file."""
    file = sample.file(datetime.now(UTC).date())
    file["desk"]["notify_minutes"] = 1
    answer = deployment.invoked("OpenSite", file)
    assert answer == {"site": sample.SITE, "stored": answer.get("stored"), "known": 0}, answer
    return dict(answer)


if __name__ == "__main__":
    main()
