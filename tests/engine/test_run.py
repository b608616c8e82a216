"""`make run` keeps its data: stopped and started again, and killed in the middle of a load."""

import os
import signal
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import pytest

from local.demo import Desk
from tests.support.served import running

REPAIR = {
    "kind": "repair_public",
    "channel": "phone",
    "person": "owner-wong",
    "area": "大堂",
    "words": "燈壞了",
}


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
