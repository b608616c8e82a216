"""`make run` keeps its data: stopped and started again, and killed in the middle of a load."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from local import engine
from local.demo import Desk

REPAIR = {
    "kind": "repair_public",
    "channel": "phone",
    "person": "owner-wong",
    "area": "大堂",
    "words": "燈壞了",
}


@contextmanager
def running(data: Path) -> Iterator[tuple[Desk, subprocess.Popen[bytes]]]:
    """The whole thing as `make run` starts it, in a process group of its own."""
    (data / "session.json").unlink(missing_ok=True)
    environment = os.environ | {"PORT": str(engine.free_port()), "DATA": str(data)}
    command = [sys.executable, "-m", "local.run"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        while not (data / "session.json").exists():
            assert process.poll() is None, "it did not start"
            time.sleep(0.05)
        yield Desk(**session(data)), process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=30)


def session(data: Path) -> Any:
    """What it wrote for programs, once it is written whole."""
    while not (text := (data / "session.json").read_text()).endswith("}"):
        time.sleep(0.01)
    return json.loads(text)


@dataclass
class Load:
    """Clients that take in repairs until they are cut off, and what they were told."""

    desk: Desk
    acknowledged: list[tuple[str, str]] = field(default_factory=list)

    def client(self) -> None:
        while True:
            try:
                status, _, answer = self.desk.call("POST", "/tickets", "desk-chan", REPAIR)
            except (OSError, HTTPException):
                return
            if status == 201:
                ticket = answer["ticket"]
                self.acknowledged.append((ticket["id"], ticket["forms"][0]["number"]))


@pytest.mark.clause("P-once", "P-number", "P-history")
def test_killed_at_once_in_the_middle_of_a_load_it_loses_nothing(tmp_path: Path) -> None:
    """SIGKILL to server, schedule and engine together, with eight clients writing."""
    with running(tmp_path) as (desk, process):
        load = Load(desk)
        clients = [threading.Thread(target=load.client) for _ in range(8)]
        for client in clients:
            client.start()
        while len(load.acknowledged) < 60:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for client in clients:
            client.join(timeout=60)
    with running(tmp_path) as (desk, _):
        for id, number in load.acknowledged:
            status, _, answer = desk.call("GET", f"/tickets/{id}", "desk-chan")
            assert (status, answer["ticket"]["forms"][0]["number"]) == (200, number)
            _, _, history = desk.call("GET", f"/tickets/{id}/history", "desk-chan")
            assert len(history["items"]) == 1
        given = sorted(number for _, number in load.acknowledged)
        register = numbers(desk, given[0][3:11])
        assert [int(number[-4:]) for number in register] == list(range(1, len(register) + 1))
        assert set(given) <= set(register)


def numbers(desk: Desk, day: str) -> list[str]:
    """Every number in the duty record of a day, `20260302`."""
    found: list[str] = []
    path = f"/duty-record?day={day[:4]}-{day[4:6]}-{day[6:]}&limit=100"
    cursor = ""
    while True:
        _, _, page = desk.call("GET", path + cursor, "desk-chan")
        found += [entry["number"] for entry in page["items"]]
        if page["next"] is None:
            return sorted(found)
        cursor = f"&cursor={page['next']}"


def test_started_again_it_has_its_data_still(tmp_path: Path) -> None:
    with running(tmp_path) as (desk, _):
        _, _, answer = desk.call("POST", "/tickets", "desk-chan", REPAIR)
    with running(tmp_path) as (desk, _):
        status, _, again = desk.call("GET", f"/tickets/{answer['ticket']['id']}", "desk-chan")
        assert (status, again["ticket"]) == (200, answer["ticket"])
        assert desk.call("GET", "/me", "owner-wong")[2]["name"] == "黃麗華"
