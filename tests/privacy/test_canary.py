"""Numbers are seeded through every form that takes one: afterwards they can be read nowhere.

The engine keeps its data in a file, as a machine does that runs the program. What clerks write in
free text, and the ids and names that they give, are theirs: no number is put there.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import boto3
import pytest
from boto3.dynamodb.types import TypeDeserializer

from app import app
from chalicelib import wiring
from chalicelib.core.ports import Answer
from chalicelib.reception.letters.model import Letter, seal_label
from chalicelib.store.items import packed
from chalicelib.store.tables import BY_NAME, PREFIX
from local import engine, schedule, tables
from tests.support import dump, erasing, letters, lodging, sheets, storage
from tests.support.canary import Canary, bare, raw, sightings
from tests.support.hospital import OFFICER
from tests.support.lodging import ADMIN, DORMITORY, EMPLOYEE
from tests.support.logged import Lines, logged
from tests.support.residents import stored
from tests.support.station import Station
from tests.support.world import Reply, World, opened, token

pytestmark = pytest.mark.clause("P-private")


def full_width(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) for each in text)


CARD, PERMIT, PASSPORT, SPACED, SMALL = map(
    Canary,
    (
        "11010519491231002X",  # a resident's card of the mainland
        "H765432(1)",  # a card of Hong Kong
        "EJ7654321",  # a passport
        "4405 2419 8001 0100 14",
        "44052419800101003x",
    ),
)
DOCUMENTS = (CARD, PERMIT, PASSPORT, SPACED, SMALL)
OTHERS = tuple(map(Canary, ("31010119800229011X", "K987123(4)")))
"""Of nobody who is known: shown at the check-in in place of the guest's."""
WRONG_DOCUMENTS = tuple(
    map(
        Canary,
        (
            "11010519520304004X\n",
            full_width("11010519610506005X"),
            "110105--19730708--006X",
            "110105198409100078-110105199510110079",
            "身份證11010519360312008X",
            "11010519280513009X" * 3,
        ),
    )
)
CALLER, ABROAD, STAFF, OWNER, IMPORTED, CONFLICTING, CONTACT, ANOTHER = map(
    Canary,
    (
        "139 5501 7744",
        "+852 6371 2955",
        "0086-139-5502-7745",
        "13955037746",
        "139 5504 7747",
        "13955057748",
        "139 5522 7765",
        "+853 6688 2277",
    ),
)
PHONES = (CALLER, ABROAD, STAFF, OWNER, IMPORTED, CONFLICTING, CONTACT, ANOTHER)
WRONG_PHONES = tuple(
    map(
        Canary,
        (
            "13955067749x",
            "tel 13955077750",
            "13955087751\n",
            full_width("13955097752"),
            "13955107753/13955117754",
            "139-5512-7755 ext 3",
            "0000" + "13955137756" * 2,
        ),
    )
)
FAULTY_CELLS = tuple(map(Canary, ("139 5514 7757", "13955157758/13955167759", "電話13955177760")))
UNKNOWN = Canary("139 5518 7761")
"""Of nobody: asked for."""
EVERY = (
    *DOCUMENTS,
    *OTHERS,
    *WRONG_DOCUMENTS,
    *PHONES,
    *WRONG_PHONES,
    *FAULTY_CELLS,
    UNKNOWN,
)


class Heard(World):
    """A world that remembers every answer that it was given, and by which route."""

    def send(self, method: str, path: str, *more: Any, **others: Any) -> Reply:
        reply = super().send(method, path, *more, **others)
        answers.append((method, path, reply))
        return reply


answers: list[tuple[str, str, Reply]] = []
READINGS = re.compile(r"/(tickets/[^/]+/contact|relatives/[^/]+/document|letters/[^/]+/print)$")
"""Where a number is shown on purpose; each such reading is recorded."""


@dataclass
class Seeded:
    """What there is after everybody has typed numbers everywhere."""

    world: World
    folder: Path
    lines: Lines
    client: Any
    letters: dict[str, str]
    """Number to the letter that it is in."""


def claims(world: World) -> dict[str, str]:
    """Relatives named by their documents: number to claim."""
    made = {}
    for number, each in enumerate(DOCUMENTS):
        key = f"claim-{number}"
        form = {**lodging.WOMAN, "document": each.typed}
        first = world.post("/relatives", EMPLOYEE, form, key=key)
        assert first.status == 201, first.json
        again = world.post("/relatives", EMPLOYEE, form, key=key)
        assert again.body == first.body
        other = {**form, "document": each.typed.lower(), "name": "另"}
        reused = world.post("/relatives", EMPLOYEE, other, key=key)
        assert reused.json["code"] == "key_reused"
        assert world.post("/relatives", EMPLOYEE, other).json["code"] == "claimed_already"
        id = made[each.typed] = first.json["relative"]["id"]
        lodging.NUMBERS[id] = each.typed
        seen = {"proof": "household_register"}
        done = world.post(f"/relatives/{id}/verify", DORMITORY, seen, if_match=first.etag)
        assert done.status == 200
        read = world.get(f"/relatives/{id}/document", DORMITORY)
        assert read.status == 200
    return made


def malformed(world: World) -> None:
    """A claim in every way in which its number can be wrong, or stand in the wrong place."""
    good = {**lodging.WOMAN, "document": CARD.typed}
    for each in WRONG_DOCUMENTS:
        for form in (
            {**good, "document": each.typed},
            {**good, "document": [each.typed]},
            {**good, "document": {"number": each.typed}},
            {**good, "relation": each.typed},
            {**good, "sex": each.typed},
            {**good, each.typed: "x"},
            {**good, "number": each.typed},
            each.typed,
        ):
            refused(world.post("/relatives", EMPLOYEE, form), 422)
    refused(world.post("/relatives", EMPLOYEE, {**good, "document": 110105197012310031}), 422)
    headers = {
        "Authorization": f"Bearer {token(EMPLOYEE)}",
        "Content-Type": "application/json",
        "Idempotency-Key": "broken",
    }
    path = f"/sites/{world.site}/relatives"
    broken = f'{{"document": "{WRONG_DOCUMENTS[2].typed}"'.encode()
    twice = f'{{"document": "{CARD.typed}", "document": "{SMALL.typed}"}}'.encode()
    for body in (broken, twice, broken.decode().encode("utf-16")):
        refused(world.send("POST", path, headers, body), 400, 422)


def refused(reply: Reply, *statuses: int) -> None:
    assert reply.status in statuses, reply.json


def stays(world: World, made: dict[str, str]) -> None:
    """A guest who comes with another's number, then with a malformed one, then with their own."""
    reply = lodging.granted(world, EMPLOYEE, made[CARD.typed], first=0)
    guest = lodging.now(world, reply)["asked"]["guests"][0]["guest"]
    for each in (*OTHERS, *WRONG_DOCUMENTS, PERMIT):
        form = {"guest": guest, "document": "resident_card", "number": each.typed}
        came = lodging.do(world, reply, "check-in", DORMITORY, guests=[form])
        refused(came, 422)
        wrong = {**form, "guest": each.typed, "number": CARD.typed}
        refused(lodging.do(world, reply, "check-in", DORMITORY, guests=[wrong]), 422)
    lodging.came(world, reply)
    for each in OTHERS:
        asked = lodging.asking(world, each.typed, first=5)
        refused(world.post("/stays", EMPLOYEE, asked), 422)
        asked = lodging.asking(world, made[PERMIT.typed], first=5, extends=each.typed)
        refused(world.post("/stays", EMPLOYEE, asked), 422)


def calls(world: World) -> list[Reply]:
    """Who calls, however the number is written; and what is asked for by a number."""
    made = []
    for each in (CALLER, ABROAD):
        made += [erasing.called(world, each.typed.replace(" ", by)) for by in (" ", "-", "")]
        read = world.get(f"/tickets/{made[-1].ticket['id']}/contact", "desk-chan")
        assert read.status == 200
    for each in (CALLER, ABROAD, UNKNOWN):
        number = each.typed.replace("+", "%2B").replace(" ", "%20")
        for who in ("desk-chan", "supervisor-chow"):
            for path in ("/search", "/people", "/units"):
                assert world.get(f"{path}?q={number}", who).status == 200
            assert world.get(f"/intake?name={number}", who).status == 200
            assert world.get(f"/intake?unit={number}", who).status == 200
            refused(world.get(f"/intake?phone_tail={number}", who), 422)
            refused(world.get(f"/search?{number}=x", who), 422)
            assert world.post("/people/find", who, {"phone": each.typed}).status == 200
    return made


def wrong_calls(world: World) -> None:
    """Every way in which a number can be wrong, or stand in the wrong place."""
    for each in WRONG_PHONES:
        for fields in (
            {"caller": {"name": "陳大文", "phone": each.typed}},
            {"caller": {"name": "陳大文", "phone": [each.typed]}},
            {"caller": {"name": "陳大文", "phone": "13955197762", each.typed: "x"}},
            {"caller": each.typed},
            {"person": each.typed},
            {"kind": each.typed},
            {"channel": each.typed},
            {"unit": each.typed},
            {"item": each.typed},
            {each.typed: 1},
        ):
            refused(world.intake(**{"person": None, **fields}), 422)
        refused(world.post("/people/find", "desk-chan", {"phone": each.typed}), 422)
        form = {"id": "new-one", "name": "新人", "roles": ["desk"]}
        refused(world.post("/people", ADMIN, {**form, "phone": each.typed}), 422)
        for name in ("roles", "department", each.typed):
            refused(world.post("/people", ADMIN, {**form, name: each.typed}), 422)
    digits = UNKNOWN.typed.replace(" ", "")
    for fields in ({"person": digits}, {"unit": digits}, {"incident": digits}):
        refused(world.intake(**fields), 422)
    refused(world.post("/people", ADMIN, {**form, "department": digits}), 422)
    for path in (f"/tickets/{digits}", f"/people/{digits}", f"/relatives/{digits}"):
        refused(world.get(path, ADMIN), 403, 404)


def people(world: World) -> None:
    """Staff with a number, added twice; told by SMS."""
    form = {
        "id": "engineer-kam",
        "name": "金絲雀",
        "roles": ["engineer"],
        "department": "engineering",
        "phone": STAFF.typed,
    }
    assert world.post("/people", ADMIN, form).status == 201
    refused(world.post("/people", ADMIN, form), 409)
    station = Station(world)
    station.setting(rules=[{"code": "ticket_dispatched", "staff": ["sms"]}])
    mine = world.get("/me/telling", "engineer-kam")
    choice = {"choices": [{"code": "ticket_dispatched", "by": ["sms"]}]}
    world.post("/me/telling", "engineer-kam", choice, if_match=mine.etag)
    station.bring(station.dispatched())


def imports(world: World) -> None:
    """Owners and tickets by spreadsheet, with cells in the wrong column, and again otherwise."""
    owners = [
        ["業戶姓名", "電話", "單元編號", FAULTY_CELLS[0].typed],
        ["王小明", OWNER.typed, "A-1203", ""],
        ["王小明", FAULTY_CELLS[1].typed, "A-1203", ""],
        ["王小明", FAULTY_CELLS[2].typed, "A-1203", ""],
        ["王小明", "13955207763", FAULTY_CELLS[0].typed, ""],
    ]
    for content in (sheets.text(owners), sheets.text([*owners[:1], *owners[2:]])):
        done = sheets.taken_in(world, content, "owners", skip_faulty=True)
        sheets.findings(world, done, "run")
    again = [["姓名", "電話", "編號"], ["黃麗華", CONFLICTING.typed, "owner-wong"]]
    done = sheets.taken_in(world, sheets.text(again), "owners")
    tickets = [
        ["單號", "類別", "受理時間", "內容", "報修人", "電話", "地點"],
        ["WX-7", "repair_public", "2026-02-27", "燈不亮", "何", IMPORTED.typed, "大堂"],
        ["WX-8", FAULTY_CELLS[0].typed, "2026-02-27", "燈不亮", "何", IMPORTED.typed, "大堂"],
        ["WX-9", "repair_public", FAULTY_CELLS[0].typed, "燈", "何", IMPORTED.typed, "大堂"],
    ]
    done = sheets.taken_in(world, sheets.text(tickets), "tickets", skip_faulty=True)
    sheets.findings(world, done, "run")
    world.clock.tick(days=8)
    sheets.work(world)


def letters_sent(world: World) -> dict[str, str]:
    """Whom to call about guests, in letters sent and received; number to letter."""
    made = {}
    letters.staffed(world)
    for each, form in ((CONTACT, letters.received(world)), (ANOTHER, letters.fax(world))):
        form["contact"] = {"name": "蘇文", "phone": each.typed}
        key = f"letter-{each.typed[-4:]}"
        first = world.post("/letters", OFFICER, form, key=key)
        assert first.status == 201, first.json
        assert world.post("/letters", OFFICER, form, key=key).body == first.body
        again = world.post("/letters", OFFICER, form)
        assert again.status in (201, 409)
        made[each.typed] = first.json["letter"]["id"]
        assert world.get(f"{letters.path(first)}/print", OFFICER).status == 200
        stale = world.post(f"{letters.path(first)}/void", OFFICER, letters.VOID, if_match='"9"')
        refused(stale, 412)
        letters.answered(world, first)
    for each in WRONG_PHONES:
        good = letters.fax(world)
        for fields in (
            {"contact": {"name": "蘇文", "phone": each.typed}},
            {"contact": {"name": "蘇文", "phone": [each.typed]}},
            {"contact": {"name": "蘇文", each.typed: "x"}},
            {"contact": each.typed},
            {"kind": each.typed},
            {"payment": each.typed},
            {each.typed: 1},
        ):
            refused(world.post("/letters", OFFICER, {**good, **fields}), 422)
    digits = UNKNOWN.typed.replace(" ", "")
    for fields in ({"reception": digits}, {"standard": {"rank": digits}}):
        refused(world.post("/letters", OFFICER, {**letters.fax(world), **fields}), 422)
    for path in (f"/letters/{digits}", f"/letters/{digits}/print", f"/letters?reception={digits}"):
        assert world.get(path, OFFICER).status in (200, 404)
    return made


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    folder = tmp_path_factory.mktemp("machine")
    with (
        engine.running(folder / "frontdesk.db") as address,
        storage.serving(folder / "objects", storage.Wall()) as objects,
        logged() as lines,
    ):
        tables.create(boto3.client("dynamodb", endpoint_url=address), "local")
        with opened(address) as plain:
            house = replace(plain.house, objects=storage.adapter(objects))
            with wiring.serving(house):
                world = Heard(house, plain.clock, plain.site)
                lodging.settled(world, r1="AB")
                made = claims(world)
                malformed(world)
                stays(world, made)
                called = calls(world)
                wrong_calls(world)
                people(world)
                imports(world)
                sent = letters_sent(world)
                erased(world, called, made)
                client = boto3.client("dynamodb", endpoint_url=address)
                yield Seeded(world, folder, lines, client, sent)


def erased(world: World, called: list[Reply], made: dict[str, str]) -> None:
    """One who called and one guest are erased, and everything is verified."""
    for each in called:
        world.do(
            world.get(f"/tickets/{each.ticket['id']}", "desk-chan"),
            "cancel",
            "desk-chan",
            reason="x",
        )
    for id in (erasing.caller(called[0]), erasing.claim(world, made[SMALL.typed]).guest):
        assert erasing.asked_for(world, id).status == 200
    for _ in range(2):
        world.clock.tick(hours=1)
        app.handler_map["retention"](schedule.event(world.clock()), None)
    assert erasing.person(world, erasing.caller(called[0])).erased_at
    app.handler_map["verify"](schedule.event(world.clock()), None)


def test_no_byte_of_the_engines_files_tells_a_number(seeded: Seeded) -> None:
    files = sorted(seeded.folder.glob("frontdesk.db*"))
    assert files[0].stat().st_size > 300_000
    for each in files:
        assert sightings(each.read_bytes(), EVERY) == set(), each.name


@pytest.mark.parametrize("table", sorted(BY_NAME))
def test_no_item_tells_a_number_compressed_or_not(seeded: Seeded, table: str) -> None:
    items = [
        each
        for key, each in dump.taken(seeded.client).items()
        if json.loads(key)[0].endswith(f"-{table}")
    ]
    assert items or table in ("files", "ledger")
    assert sightings(raw(items), EVERY) == set()


def test_no_log_line_tells_a_number(seeded: Seeded) -> None:
    assert len(seeded.lines.all) > 300
    assert sightings(seeded.lines.text.encode(), EVERY) == set()


def test_no_answer_tells_a_number_but_the_readings(seeded: Seeded) -> None:
    """Refusals, lists, histories, conflicts and replays among them."""
    shown = 0
    for method, path, reply in answers:
        found = sightings(str(reply.headers).encode() + reply.body, EVERY)
        if found and READINGS.search(path) and reply.status == 200:
            shown += 1
        else:
            assert found == set(), (method, path, reply.status)
    assert shown == len(DOCUMENTS) + 2 + len(seeded.letters)
    assert sum(reply.status >= 400 for _, _, reply in answers) > 200


def test_nothing_that_lies_in_storage_tells_a_number(seeded: Seeded) -> None:
    """The spreadsheets told; they were removed when they had been taken in."""
    for each in (seeded.folder / "objects").rglob("*"):
        assert not each.is_file() or sightings(each.read_bytes(), EVERY) == set(), each


def test_every_reading_is_an_entry_of_whom_it_was_about(seeded: Seeded) -> None:
    read = [
        each["command"]
        for key, item in dump.taken(seeded.client).items()
        if ("person#" in key or "letter#" in key) and "-history" in key
        for each in [TypeDeserializer().deserialize(item["body"])]
        if each["command"] in ("relative-document", "ticket-contact", "letter-print")
    ]
    printed = ["letter-print"] * len(seeded.letters)
    documents = ["relative-document"] * len(DOCUMENTS)
    assert sorted(read) == [*printed, *documents, *["ticket-contact"] * 2]


def test_the_numbers_that_may_be_read_are_there_sealed(seeded: Seeded) -> None:
    """The search is for what is really there: the vault opens it."""
    world, vault = seeded.world, seeded.world.house.vault
    of = erasing.person(world, vault.guest(world.site, "", CARD.typed).id)
    assert vault.identity(of) == bare(CARD.typed)
    kept = erasing.person(world, vault.caller_id(world.site, ABROAD.typed))
    assert bare(vault.phone(kept)) == bare(ABROAD.typed)
    for typed, id in seeded.letters.items():
        sealed = stored(world, Letter, id).sealed
        assert vault.unseal(seal_label(world.site, id), sealed) == typed
    gone = erasing.person(world, vault.caller_id(world.site, CALLER.typed))
    assert (gone.salt, gone.phone) == ("", None)


def test_a_number_planted_in_the_engine_is_found(seeded: Seeded) -> None:
    """In an answer that is remembered, compressed: the file and the item betray it."""
    planted = Canary("13955217764")
    answer = packed(Answer(status=200, headers={}, body=planted.typed.encode()))
    item = {"key": {"S": "planted"}, "fingerprint": {"S": ""}, "answer": {"B": answer}}
    table = f"{PREFIX}replays"
    seeded.client.put_item(TableName=table, Item={**item, "expires": {"N": "1"}})
    try:
        found = [each for key, each in dump.taken(seeded.client).items() if "planted" in key]
        assert sightings(raw(found), [planted]) == {planted.typed}
        files = (each.read_bytes() for each in seeded.folder.glob("frontdesk.db*"))
        assert {planted.typed} in [sightings(each, [planted]) for each in files]
    finally:
        seeded.client.delete_item(TableName=table, Key={"key": {"S": "planted"}})
