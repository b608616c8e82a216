"""The two that are compared, each served by gunicorn with two workers of eight threads."""

import base64
import json
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import boto3

from chalicelib import wiring
from local import engine, issuer, processes, sample, tables
from local.run import HOST, environment, server
from tests.bench.driving import Asked
from tests.bench.scale import fill
from tests.support.world import Clock, opened

ROOT = Path(__file__).parent.parent.parent
THEIR_PYTHON = ROOT / "build" / "bench" / "bin" / "python"
"""An environment of its own: nothing of django-helpdesk comes near ours."""
OPERATIONS = ("create", "get", "change", "list")
_QUIET = subprocess.DEVNULL


class Side(Protocol):
    """A server with so many tickets in it."""

    address: str
    headers: dict[str, str]

    def ask(self, operation: str, number: int) -> Asked:
        """The request of this number. A number changes a ticket that no other one changes."""

    def pss(self) -> float:
        """Memory in MiB: of server and database together, what is shared counted once."""


@dataclass
class Ours:
    """Frontdesk as `make run` serves it, on the embedded engine's file."""

    address: str
    headers: dict[str, str]
    size: int
    started: tuple[subprocess.Popen[bytes], ...]

    def ask(self, operation: str, number: int) -> Asked:
        """See `Side.ask`."""
        site = f"/sites/{sample.SITE}/tickets"
        one = f"{site}/open-{number % self.size:07}"
        key = {"Idempotency-Key": f"{operation}-{number}-{time.monotonic_ns()}"}
        if operation == "create":
            return Asked("POST", site, json.dumps(_INTAKE).encode(), key)
        if operation == "change":
            return Asked("POST", f"{one}/dispatch", _DISPATCH, {**key, "If-Match": '"2"'})
        return Asked("GET", one if operation == "get" else f"{site}?limit=25")

    def pss(self) -> float:
        """See `Side.pss`."""
        return _pss(self.started)


_INTAKE = {
    "kind": "repair_indoor",
    "channel": "phone",
    "person": "owner-wong",
    "unit": "A-1203",
    "item": "plumbing",
    "words": "廚房水龍頭漏水",
}
_DISPATCH = b'{"department":"engineering"}'


@contextmanager
def ours(size: int) -> Iterator[Side]:
    """Frontdesk with so many open repairs."""
    with TemporaryDirectory(prefix="frontdesk-") as folder:
        data = Path(folder)
        port = engine.free_port()
        database = engine.start(port, data / "frontdesk.db")
        endpoint = f"http://{HOST}:{port}"
        try:
            client = boto3.client("dynamodb", endpoint_url=endpoint)
            tables.create(client, "local")
            with opened(endpoint, Clock(wiring.now()), sample.SITE) as world:
                (data / "vault.key").write_bytes(base64.b64encode(b"0" * 32))
                fill(world, client, size)
            people = issuer.at(data / "issuer")
            front = engine.free_port()
            surroundings = environment(endpoint, endpoint, people.address, data)
            with (data / "log").open("wb") as log:
                served = server(
                    "local.wsgi:application", front, 2, env=os.environ | surroundings, stdout=log
                )
            try:
                _await(front, served)
                headers = {
                    "Authorization": f"Bearer {people.token('desk-chan')}",
                    "Content-Type": "application/json",
                }
                yield Ours(f"http://{HOST}:{front}", headers, size, (database, served))
            finally:
                _stop(served)
        finally:
            _stop(database)


@dataclass
class Theirs:
    """django-helpdesk by its REST API, signed in by a token."""

    address: str
    headers: dict[str, str]
    size: int
    started: tuple[subprocess.Popen[bytes], ...]

    def ask(self, operation: str, number: int) -> Asked:
        """See `Side.ask`."""
        one = f"/api/tickets/{1 + number % self.size}/"
        if operation == "create":
            return Asked("POST", "/api/tickets/", json.dumps(_TICKET).encode())
        if operation == "change":
            return Asked("PATCH", one, b'{"priority":2}')
        return Asked("GET", one if operation == "get" else "/api/tickets/?page_size=25")

    def pss(self) -> float:
        """See `Side.pss`."""
        return _pss(self.started)


_TICKET = {
    "queue": 1,
    "title": "廚房水龍頭漏水",
    "description": "廚房水龍頭漏水, A-1203",
    "priority": 3,
}


@contextmanager
def theirs(size: int, database: str, folder: Path) -> Iterator[Side]:
    """django-helpdesk with so many tickets, in the folder's database of this kind."""
    with _database(database, folder) as (url, engines):
        surroundings = {
            "HELPDESK_DATABASE": url,
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "PYTHONPATH": str(Path(__file__).parent),
        }
        filled = subprocess.run(
            [THEIR_PYTHON, "-m", "project.fill", str(size)],
            env=os.environ | surroundings,
            check=True,
            capture_output=True,
            text=True,
        )
        port = engine.free_port()
        served = server(
            "project.wsgi", port, 2, python=str(THEIR_PYTHON), env=os.environ | surroundings
        )
        try:
            _await(port, served)
            headers = {
                "Authorization": f"Token {filled.stdout.strip()}",
                "Content-Type": "application/json",
            }
            yield Theirs(f"http://{HOST}:{port}", headers, size, (*engines, served))
        finally:
            _stop(served)


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[tuple[str, tuple[subprocess.Popen[bytes], ...]]]:
    if kind == "SQLite":
        yield f"sqlite://{folder}/helpdesk.db", ()
        return
    place, port = folder / "postgresql", engine.free_port()
    user = pwd.getpwnam("postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name)
    if not place.exists():
        folder.chmod(0o755)
        place.mkdir(mode=0o700)
        os.chown(place, user.pw_uid, user.pw_gid)
        options = ["--auth=trust", "--username=helpdesk", "--encoding=UTF8", "--locale=C.UTF-8"]
        command = [str(_postgresql("initdb")), "-D", str(place), *options]
        subprocess.run(
            command, check=True, stdout=_QUIET, user=user.pw_uid, group=user.pw_gid, cwd=place
        )
    command = [str(_postgresql("postgres")), "-D", str(place), "-k", str(place), "-p", str(port)]
    process = processes.start(
        [*command, "-c", f"listen_addresses={HOST}"],
        stdout=_QUIET,
        stderr=_QUIET,
        user=user.pw_uid,
        group=user.pw_gid,
        cwd=place,
    )
    try:
        _await(port, process)
        for _ in range(100):
            ready = [str(_postgresql("pg_isready")), "-q", "-h", HOST, "-p", str(port)]
            if subprocess.run(ready, check=False).returncode == 0:
                break
            time.sleep(0.1)
        yield f"postgresql://helpdesk@{HOST}:{port}/postgres", (process,)
    finally:
        _stop(process)


def _postgresql(program: str) -> Path | None:
    """A program of PostgreSQL, on the path or where Debian keeps it; None if there is none."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    found = kept[-1] if kept else shutil.which(program)
    return Path(found) if found else None


def missing(database: str) -> str | None:
    """Why it cannot be measured on this database here; None if it can."""
    if not THEIR_PYTHON.exists():
        return "django-helpdesk is not installed: `make bench` does it"
    if database == "PostgreSQL" and _postgresql("postgres") is None:
        return "PostgreSQL is not installed (on Debian: apt install postgresql)"
    return None


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody listens.

    Raises: RuntimeError if the process ends before.
    """
    while engine.is_free(port):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} did not come up")
        time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _pss(roots: tuple[subprocess.Popen[bytes], ...]) -> float:
    kilobytes = 0
    waiting = [process.pid for process in roots]
    while waiting:
        pid = waiting.pop()
        folder = Path(f"/proc/{pid}")
        for line in (folder / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
        for task in (folder / "task").iterdir():
            waiting += map(int, (task / "children").read_text().split())
    return kilobytes / 1024
