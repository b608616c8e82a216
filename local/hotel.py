"""A sample site: a hotel whose staff's families may stay, with rooms, people and relatives.

One employee was fined, and has paid a part of it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Store, Vault
from chalicelib.core.record import Record
from chalicelib.core.site import Desk
from chalicelib.core.words import Name
from chalicelib.lodging.accounts.paying import Account
from chalicelib.lodging.books.model import opened
from chalicelib.lodging.families.model import Claim, Proof, Relation, Relative, Verification
from chalicelib.lodging.house.model import Bed, House, Room, Sex
from chalicelib.lodging.routes import OPERATIONS
from chalicelib.opening import open_site
from chalicelib.service.requests import Service
from local import sample, staffed

SITE = "harbour-hotel"
ZONE = "Asia/Shanghai"
STAFF: tuple[tuple[str, str, Role, str | None], ...] = (
    ("employee-yip", "葉婉儀", Role.EMPLOYEE, "dining"),
    ("employee-szeto", "司徒健", Role.EMPLOYEE, "housekeeping"),
    ("manager-mok", "莫志遠", Role.DEPARTMENT_MANAGER, "dining"),
    ("manager-sin", "冼慧敏", Role.DEPARTMENT_MANAGER, "housekeeping"),
    ("director-kwan", "關偉明", Role.GM_OFFICE_DIRECTOR, "general_office"),
    ("dormitory-shum", "岑美玲", Role.DORMITORY, "dormitory"),
    ("guard-fok", "霍志強", Role.GATE, "gate"),
    ("hotel-finance-ou", "歐陽慧", Role.FINANCE, "finance"),
    ("hotel-gm-koo", "古志強", Role.GM, "gm_office"),
    ("hotel-admin-lui", "呂文傑", Role.ADMIN, None),
)
DEPARTMENTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("dining", "餐飲部", "餐饮部", "Dining", "manager-mok"),
    ("housekeeping", "客房部", "客房部", "Housekeeping", "manager-sin"),
    ("general_office", "總辦", "总办", "General office", "director-kwan"),
    ("dormitory", "宿舍管理處", "宿舍管理处", "Dormitory office", "dormitory-shum"),
    ("gate", "通道口保安", "通道口保安", "Gate", "guard-fok"),
    ("finance", "財務部", "财务部", "Finance", "hotel-finance-ou"),
    ("gm_office", "總經理辦公室", "总经理办公室", "General manager's office", "hotel-gm-koo"),
)
RELATIVES: tuple[tuple[str, str, str, Relation, Sex, str], ...] = (
    ("mother", "employee-yip", "葉秀英", Relation.PARENT, Sex.FEMALE, "H1000001"),
    ("father", "employee-yip", "葉國明", Relation.PARENT, Sex.MALE, "H1000002"),
    ("wife", "employee-szeto", "何麗珍", Relation.SPOUSE, Sex.FEMALE, "H1000003"),
)
"""Id, employee, name, relation, sex, identity document."""
ROOMS = {"201": "AB", "202": "AB", "203": "ABCD"}


def file(id: str = SITE) -> dict[str, Any]:
    """The hotel as the file that an administrator would hand in to open it."""
    name = Name(hant="海港酒店", hans="海港酒店", en="Harbour Hotel")
    return staffed.file(id, name, STAFF, DEPARTMENTS, Desk.LODGING)


def _records(vault: Vault, now: datetime, id: str) -> Iterator[Record]:
    """Rooms, the month's books, and relatives whom the dormitory office has verified."""
    yield House(
        site=id,
        id=id,
        rooms=tuple(
            Room(number=number, type="standard", floor=2, beds=tuple(Bed(key=key) for key in beds))
            for number, beds in ROOMS.items()
        ),
    )
    yield opened(id, sitetime.day(now, ZONE), ZONE)
    names = {person: name for person, name, *_ in STAFF}
    for relative, employee, name, relation, sex, document in RELATIVES:
        guest = vault.guest(id, name, document)
        assert guest.identity
        yield guest
        claimed = Relative(
            site=id,
            id=relative,
            state=Claim.VERIFIED,
            employee=employee,
            employee_name=names[employee],
            guest=guest.id,
            name=name,
            relation=relation,
            sex=sex,
            document=guest.identity.mask,
            claimed_at=now,
            verified=Verification(
                by="dormitory-shum",
                name=names["dormitory-shum"],
                at=now,
                proof=Proof.HOUSEHOLD_REGISTER,
            ),
        )
        yield replace(claimed, holds=(claimed.claim(),))


def load(store: Store, vault: Vault, now: datetime, id: str = SITE) -> None:
    """Open the hotel; what is there already stays as it is."""
    open_site(store, vault, file(id), now, correlation="sample")
    for record in _records(vault, now, id):
        sample.add(store, record, now)


def live(service: Service, now: datetime, id: str = SITE) -> None:
    """What has happened there, by the commands that people give: a fine, and a payment (L-8, L-11).

    Done once: cut short and begun again on the same day, what was done is answered as it was.
    """
    who, today = "employee-szeto", now.replace(hour=0, minute=0, second=0, microsecond=0)
    if service.store.load([Key(Account, id, who)]).record(Account, id, who):
        return
    reported = {
        "breach": "meals",
        "happened_at": today.isoformat(),
        "words": "把員工餐端進 203 房",
        "employee": who,
    }
    given = staffed.commands(service, OPERATIONS, f"sample-{today:%Y%m%d}")
    violation, etag = given("violation-report", reported, "guard-fok", site=id)
    named = {"site": id, "violation": violation["violation"]["id"]}
    upheld = {"words": "屬實"}
    given("violation-uphold", upheld, "director-kwan", etag, **named)
    paid = {"fen": 2000, "method": "cash"}
    given("account-pay", paid, "hotel-finance-ou", '"0"', site=id, employee=who)
