"""`make run`: everything on one machine, durable, until it is stopped."""

import base64
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3

from chalicelib import settings, wiring
from chalicelib.core.people import Role
from chalicelib.core.words.shared import ROLES
from local import engine, hospital, hotel, issuer, objects, processes, sample, sign_in, tables

HOST = "127.0.0.1"
SITES = (sample.SITE, hotel.SITE, hospital.SITE)
LOCAL_ACCESS = {
    "STAGE": settings.LOCAL,
    "AWS_DEFAULT_REGION": "local",
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
}
"""What botocore wants to know before it talks to the embedded engine."""


def main() -> None:
    """Start engine, tables, sample site, server, schedule and stream; stop them together."""
    port = int(os.environ.get("PORT", "8000"))
    data = Path(os.environ.get("DATA", "data")).resolve()
    data.mkdir(parents=True, exist_ok=True)
    if not engine.is_free(port):
        sys.exit(f"port {port} is taken; choose another: make run PORT=8010")
    with _engine(data) as endpoint:
        people = issuer.at(data / "issuer")
        storage = engine.free_port()
        os.environ |= environment(endpoint, f"http://{HOST}:{storage}", people.address, data)
        _prepare()
        started = [
            server("local.objects:from_environment()", storage, workers=1),
            server("local.wsgi:application", port, workers=2),
            _program("schedule"),
            _program("stream"),
        ]
        _announce(port, data, people, endpoint)
        _wait(started)


@contextmanager
def _engine(data: Path) -> Iterator[str]:
    """The engine on the data folder's file; what a killed run left of it is stopped first."""
    note = data / "engine.pid"
    engine.stop_left_over(note)
    port = engine.free_port()
    try:
        process = engine.start(port, data / "frontdesk.db")
    except engine.EngineMissing as missing:
        sys.exit(str(missing))
    note.write_text(str(process.pid))
    try:
        yield f"http://{HOST}:{port}"
    finally:
        process.terminate()
        process.wait()
        note.unlink(missing_ok=True)


def environment(endpoint: str, storage: str, issuer_address: str, data: Path) -> dict[str, str]:
    """What the program and its object storage read of their surroundings."""
    return {
        **LOCAL_ACCESS,
        "DATA": str(data),
        "AWS_ENDPOINT_URL_DYNAMODB": endpoint,
        "AWS_ENDPOINT_URL_S3": storage,
        "FILES_ORIGIN": storage,
        "OIDC_ISSUER": issuer_address,
        "SIGN_IN_AUTHORIZE": sign_in.AUTHORIZE,
        "SIGN_IN_TOKEN": sign_in.TOKEN,
        "SIGN_IN_CLIENT": sign_in.CLIENT,
        "SIGN_IN_SCOPE": "frontdesk",  # access is all that the local issuer gives: it names nobody
        "SITES": ",".join(SITES),
        "VAULT_KEY": _secret(data / "vault.key"),
        "FILES_BUCKET": objects.BUCKET,
    }


def _secret(path: Path) -> str:
    if not path.exists():
        with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
            file.write(base64.b64encode(os.urandom(32)))
    return path.read_text()


def _prepare() -> None:
    """Tables and sample site, where they are not there yet."""
    tables.create(boto3.client("dynamodb"), settings.LOCAL)
    house = wiring.house()
    store, now = house.service.store, wiring.now()
    sample.load(store, house.vault, now)
    for plan in sample.plans(now):
        sample.add(store, plan, now)
    hotel.load(store, house.vault, now)
    hotel.live(house.service, now)
    hospital.load(store, house.vault, now)
    hospital.live(house.service, now)


def server(
    application: str, port: int, workers: int, python: str = sys.executable, **options: Any
) -> subprocess.Popen[bytes]:
    """An application served by gunicorn; `options` are those of the process."""
    command = [python, "-m", "gunicorn", application]
    served = ["--bind", f"{HOST}:{port}", "--worker-class", "gthread", "--workers", str(workers)]
    quiet = ["--threads", "8", "--log-level", "warning", "--graceful-timeout", "10"]
    return processes.start([*command, *served, *quiet], **options)


def _program(name: str) -> subprocess.Popen[bytes]:
    return processes.start([sys.executable, "-m", f"local.{name}"])


def _announce(port: int, data: Path, people: issuer.Issuer, endpoint: str) -> None:
    """Say where to look and whom to sign in as, once the server answers."""
    while engine.is_free(port):
        time.sleep(0.05)
    address = f"http://{HOST}:{port}"
    others = tuple(person for person, *_ in (*hotel.STAFF, *hospital.STAFF))
    tokens = {person: people.token(person) for person in (*sample.SIGN_IN, *others)}
    session = {"address": address, "site": sample.SITE, "tokens": tokens, "engine": endpoint}
    path = data / "session.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(session, indent=1))
    staff = (*sample.STAFF, *hotel.STAFF, *hospital.STAFF)
    roles: dict[str, Role] = {id: role for id, _, role, _ in staff}
    print(f"\nFrontdesk is open at {address}/console")
    print(f"the API: {address}   browse it: {address}/docs")
    print(f"sites: {', '.join(SITES)}   data: {data}   stop: Ctrl-C")
    print("\nSign in as (bearer tokens):")
    for person, token in tokens.items():
        role = ROLES[roles.get(person, Role.OWNER)]
        print(f"\n{person}  {role.hant} {role.en}\n{token}")
    print(f"\nThe same, for programs: {path}", flush=True)


def _wait(started: list[subprocess.Popen[bytes]]) -> None:
    """Until one of them ends or we are told to stop; then stop the rest."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        while all(process.poll() is None for process in started):
            time.sleep(0.2)
    except KeyboardInterrupt:
        pass
    for process in reversed(started):
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
