"""A sample site: an estate with units, owners, departments, prices and warranty terms."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import forms
from chalicelib.core.act import Act
from chalicelib.core.calendar import Calendar, Interval, Region
from chalicelib.core.change import Change
from chalicelib.core.history import Stamp, enter
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Conflict, Store, Vault
from chalicelib.core.record import Record, plain
from chalicelib.core.site import GM_OFFICE, Department, Desk, Site
from chalicelib.core.words import Name
from chalicelib.opening import NewPerson, NewUnit, SiteFile, open_site
from chalicelib.tickets.incidents.model import Incident, IncidentState, Noticeboard
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE, ENGINEERING
from chalicelib.tickets.plans.forms import SetUp
from chalicelib.tickets.plans.life import PLAN
from chalicelib.tickets.plans.model import Missed, Period
from chalicelib.tickets.plans.rules import Blank
from chalicelib.tickets.settings.forms import SetTerms
from chalicelib.tickets.terms import (
    Clock,
    Deadline,
    Item,
    Price,
    PriceKind,
    Season,
    Terms,
    Unit,
    WarrantyTerm,
)

SITE = "jade-garden"

STAFF: tuple[tuple[str, str, Role, str | None], ...] = (
    ("desk-chan", "陳靜雯", Role.DESK, CUSTOMER_SERVICE),
    ("desk-leung", "梁家敏", Role.DESK, CUSTOMER_SERVICE),
    ("supervisor-chow", "周敏", Role.CS_SUPERVISOR, CUSTOMER_SERVICE),
    ("supervisor-fung", "馮偉業", Role.CS_SUPERVISOR, CUSTOMER_SERVICE),
    ("assistant-lam", "林曉彤", Role.PROPERTY_ASSISTANT, CUSTOMER_SERVICE),
    ("head-cheung", "張偉", Role.DEPARTMENT_HEAD, ENGINEERING),
    ("engineer-lee", "李國強", Role.ENGINEER, ENGINEERING),
    ("engineer-wong", "王志明", Role.ENGINEER, ENGINEERING),
    ("head-ho", "何建業", Role.DEPARTMENT_HEAD, "grounds"),
    ("engineer-tse", "謝家俊", Role.ENGINEER, "grounds"),
    ("finance-ho", "何佩珊", Role.FINANCE, None),
    ("gm-ng", "吳建國", Role.GM, GM_OFFICE),
    ("admin-cheng", "鄭思遠", Role.ADMIN, None),
)
OWNERS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("owner-wong", "黃麗華", "138 0013 8001", ("A-1203",)),
    ("owner-lau", "劉志強", "138 0013 8002", ("B-0502",)),
    ("owner-tang", "鄧小明", "138 0013 8003", ("B-0601", "C-0001")),
)
SIGN_IN = (
    "desk-chan",
    "supervisor-chow",
    "assistant-lam",
    "head-cheung",
    "engineer-lee",
    "finance-ho",
    "gm-ng",
    "admin-cheng",
    "owner-wong",
    "owner-lau",
)
"""One person a role, and an owner on either side of the warranty: those who get a token."""

OUTAGE = "00-water"
"""The known outage that the sample site begins with."""

_HOUR = 60
_YEAR = 365


def site(id: str = SITE) -> Site:
    """The estate."""
    return Site(
        site=id,
        id=id,
        name=Name(hant="翠湖花園", hans="翠湖花园", en="Jade Garden"),
        departments=(
            _department(CUSTOMER_SERVICE, "客戶服務部", "客户服务部", "Customer service"),
            _department(ENGINEERING, "工程維護部", "工程维护部", "Engineering"),
            _department("grounds", "環境部", "环境部", "Grounds"),
            _department(GM_OFFICE, "總經理辦公室", "总经理办公室", "General manager's office"),
        ),
        settings={"tickets": 1},
    )


def _department(key: str, hant: str, hans: str, en: str) -> Department:
    members = [(id, role) for id, _, role, department in STAFF if department == key]
    heads = (Role.CS_SUPERVISOR, Role.DEPARTMENT_HEAD, Role.GM)
    return Department(
        key=key,
        name=Name(hant=hant, hans=hans, en=en),
        supervisor=next(id for id, role in members if role in heads),
        staff=tuple(id for id, role in members if role not in heads),
    )


def terms(id: str = SITE) -> Terms:
    """The desk's settings, with the rulebook's defaults."""
    winter = Season(first=(11, 15), last=(3, 15))
    summer = Season(first=(6, 1), last=(9, 30))
    morning = Interval(first=9 * _HOUR, last=12 * _HOUR)
    afternoon = Interval(first=13 * _HOUR, last=18 * _HOUR)
    return Terms(
        site=id,
        id="000001",
        warranty={
            Item.WATERPROOFING: WarrantyTerm(years=5),
            Item.ELECTRICAL: WarrantyTerm(years=2),
            Item.PLUMBING: WarrantyTerm(years=2),
            Item.DECORATION: WarrantyTerm(years=2),
            Item.HEATING: WarrantyTerm(seasons=2, season=winter),
            Item.COOLING: WarrantyTerm(seasons=2, season=summer),
            Item.OTHER: WarrantyTerm(years=1),
        },
        prices=(
            _price("labour-plumber", PriceKind.LABOUR, "水工", "水工", "Plumber", 8000, "時"),
            _price(
                "labour-electrician", PriceKind.LABOUR, "電工", "电工", "Electrician", 9000, "時"
            ),
            _price("visit", PriceKind.LABOUR, "上門費", "上门费", "Call-out", 3000, "次"),
            _price(
                "tap-15", PriceKind.MATERIAL, "水龍頭 15mm", "水龙头 15mm", "Tap 15 mm", 6800, "個"
            ),
            _price(
                "pipe-ppr-20",
                PriceKind.MATERIAL,
                "PPR 管 20mm",
                "PPR 管 20mm",
                "PPR pipe 20 mm",
                1250,
                "米",
            ),
            _price("seal-tape", PriceKind.MATERIAL, "生料帶", "生料带", "Seal tape", 333, "卷"),
            _price(
                "socket-10a", PriceKind.MATERIAL, "10A 插座", "10A 插座", "Socket 10 A", 2550, "個"
            ),
        ),
        calendar=Calendar(
            week=(*[(morning, afternoon)] * 5, (morning,), ()),
            region=Region.CN,
        ),
        clocks={Deadline.REPLY: Clock(pausable=True)},
    )


_UNITS = {
    "時": Name(hant="時", hans="时", en="h"),
    "次": Name(hant="次", hans="次", en="call"),
    "個": Name(hant="個", hans="个", en="pc"),
    "米": Name(hant="米", hans="米", en="m"),
    "卷": Name(hant="卷", hans="卷", en="roll"),
}


def _price(code: str, kind: PriceKind, hant: str, hans: str, en: str, fen: int, unit: str) -> Price:
    return Price(
        code=code, kind=kind, name=Name(hant=hant, hans=hans, en=en), unit=_UNITS[unit], fen=fen
    )


def units(today: date, id: str = SITE) -> Iterator[Unit]:
    """Units handed over last year, eight years ago, and not yet."""

    def unit(name: str, building: str, handover: date | None, *owners: str) -> Unit:
        return Unit(site=id, id=name, building=building, handover=handover, owners=owners)

    yield unit("A-1203", "A", today - timedelta(days=200), "owner-wong")
    yield unit("A-1204", "A", today - timedelta(days=200))
    yield unit("B-0502", "B", today - timedelta(days=8 * _YEAR), "owner-lau")
    yield unit("B-0601", "B", today - timedelta(days=3 * _YEAR), "owner-tang")
    yield unit("C-0001", "C", None, "owner-tang")


def people() -> Iterator[NewPerson]:
    """Staff and owners."""
    for number, (person, name, role, department) in enumerate(STAFF):
        yield NewPerson(
            id=person,
            name=name,
            roles=(role,),
            department=department,
            phone=f"139 0013 90{number:02d}",
        )
    for person, name, phone, owned in OWNERS:
        yield NewPerson(id=person, name=name, roles=(Role.OWNER,), units=owned, phone=phone)


def outage(now: datetime, id: str = SITE) -> Iterator[Record]:
    """Water is off in two buildings and the lobby, and the noticeboard says so."""
    yield Incident(
        site=id,
        id=OUTAGE,
        state=IncidentState.OPEN,
        affected="供水",
        buildings=("A", "B"),
        areas=("大堂",),
        words="A、B 座及大堂因水箱清洗停水,預計今日 18:00 恢復。",
        words_hans="A、B 座及大堂因水箱清洗停水,预计今日 18:00 恢复。",
        words_en="The water is off in A, B and the lobby while tanks are cleaned, until 18:00.",
        since=now,
        opened_at=now,
        opened_by="head-cheung",
    )
    yield Noticeboard(site=id, id=id, open=(OUTAGE,))


def file(today: date, id: str = SITE) -> dict[str, Any]:
    """The estate as the file that an administrator would hand in to open it."""
    estate = site(id)
    desk = plain(terms(id))
    return plain(  # type: ignore[no-any-return]
        SiteFile(
            id=id,
            name=estate.name,
            time_zone=estate.time_zone,
            desks=(Desk.TICKETS,),
            departments=estate.departments,
            desk=forms.parse(
                SetTerms,
                {name: desk[name] for name in ("warranty", "prices", "calendar", "clocks")},
            ),
            units=tuple(
                NewUnit(
                    id=each.id, building=each.building, handover=each.handover, owners=each.owners
                )
                for each in units(today, id)
            ),
            people=tuple(people()),
        )
    )


def load(store: Store, vault: Vault, now: datetime, id: str = SITE) -> None:
    """Open the site; what is there already stays as it is."""
    open_site(store, vault, file(now.date(), id), now, correlation="sample")
    for record in outage(now, id):
        add(store, record, now)


def plans(now: datetime, id: str = SITE) -> Iterator[Record]:
    """A lift seen to every week, and a pump at the end of every month."""
    year = now.year
    planner = Person(site=id, id="supervisor-chow", name="周敏", roles=(Role.CS_SUPERVISOR,))
    for name, form in (
        (
            "lift",
            SetUp(
                words="檢查並潤滑電梯",
                area="A 座電梯",
                period=Period.WEEKS,
                at="08:00",
                first=date(year, 1, 5),
                missed=Missed.CATCH_UP,
            ),
        ),
        (
            "pump",
            SetUp(
                words="檢查水泵",
                area="地庫泵房",
                period=Period.MONTHS,
                at="09:00",
                first=date(year, 1, 31),
            ),
        ),
    ):
        act = Act(person=planner, now=now, site=site(id), terms=None, fresh_id=name)
        yield PLAN.decide("set-up", Blank(), form, act).after


def add(store: Store, record: Record, now: datetime) -> None:
    """Store a record that a command of its own will one day make."""
    stamp = Stamp(
        by="system.sample", name="sample", at=now, command="sample", clause="P-who", correlation=""
    )
    try:
        store.commit(enter(Change(before=None, after=replace(record, version=0)), stamp))
    except Conflict:
        return


def main() -> None:
    """Print the estate as the file that would open it today."""
    print(json.dumps(file(datetime.now(UTC).date()), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
