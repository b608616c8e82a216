"""Receptions of the hospital as a test finds them: asked for, planned and signed by the API."""

import itertools
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from local import hospital, hotel
from local.demo import Desk

HOST, OFFICER, HEAD, GM = "host-mak", "office-so", "office-head-kam", "hospital-gm-lok"
FINANCE, ADMIN = "hospital-finance-yu", "hospital-admin-pun"
_letters = itertools.count(1)
UNIT, OTHER = "省人民醫院", "集團東院"


def today() -> date:
    """The day at the hospital."""
    return datetime.now(UTC).astimezone(ZoneInfo(hospital.ZONE)).date()


def lunch(**given: Any) -> dict[str, Any]:
    """A working meal that the house bears, today."""
    meal = {"kind": "meal", "meal": "working", "sitting": "lunch", "words": "工作午餐", "fen": 4000}
    return {**meal, "day": str(today()), "bearer": "host"} | given


def bed(**given: Any) -> dict[str, Any]:
    """A night that the house advances, from today on."""
    night = {"kind": "lodging", "lodging": "ordinary", "words": "協議酒店", "fen": 40000}
    return {**night, "day": str(today()), "bearer": "advance"} | given


def car(**given: Any) -> dict[str, Any]:
    """A car within the city, today."""
    ride = {"kind": "vehicle", "words": "接站", "destination": "高鐵站", "fen": 6000}
    return {**ride, "day": str(today()), "bearer": "host"} | given


@dataclass
class Hospital:
    """The sample hospital, by its API."""

    desk: Desk

    def get(self, path: str, who: str = OFFICER) -> Any:
        """What stands there."""
        return self._answered(self.desk.call("GET", path, who))[1]

    def post(self, path: str, who: str, form: Any = None, match: str | None = None) -> Any:
        """The answer of what must succeed."""
        return self._answered(self.desk.call("POST", path, who, form or {}, match))[1]

    def do(self, record: str, command: str, who: str, **form: Any) -> Any:
        """A step on a record as it stands now."""
        etag = self._answered(self.desk.call("GET", record, who))[0]
        return self.post(f"{record}/{command}", who, form, etag)

    @staticmethod
    def _answered(answer: tuple[int, Any, Any]) -> tuple[str, Any]:
        status, headers, body = answer
        assert status < 400, body
        return headers["ETag"], body

    def planned(self, *lines: dict[str, Any], days: int = 2, **given: Any) -> str:
        """A reception, of two guests from two units if not said, with its plan; the path of it."""
        form = {
            "kind": "invited",
            "purpose": f"學科交流第{next(_letters)}期",
            "guests": [
                {"name": "鍾教授", "unit": UNIT, "title": "主任醫師", "rank": "expert"},
                {"name": "李主任", "unit": OTHER, "title": "主任", "rank": "manager"},
            ],
            "letter": {
                "reference": f"交流函{next(_letters)}號",
                "unit": UNIT,
                "dated": str(today()),
            },
            "first": str(today()),
            "last": str(today() + timedelta(days=days)),
            "counterpart": "cardiology",
            **given,
        }
        path = f"/receptions/{self.post('/receptions', HOST, form)['reception']['id']}"
        if lines:
            self.do(path, "plan", HOST, lines=list(lines))
        return path

    def submitted(self, *lines: dict[str, Any], **given: Any) -> str:
        """One that waits for the head of the office."""
        path = self.planned(*lines, **given)
        self.do(path, "submit", HOST)
        return path

    def signed(self, *lines: dict[str, Any]) -> str:
        """One that waits for the GM."""
        path = self.submitted(*lines)
        self.do(path, "approve", HEAD, words="同意")
        return path

    def approved(self, *lines: dict[str, Any]) -> str:
        """One of which the GM granted everything."""
        path = self.signed(*lines)
        asks = [each["asked"] for each in self.get(path, GM)["asks"]]
        grants = [
            {name: ask[name] for name in ("asks", "line", "code")} | {"yes": True} for ask in asks
        ]
        self.do(path, "approve", GM, grants=grants)
        return path


def hospital_of(desk: Desk) -> Hospital:
    """The hospital that a server has beside the estate."""
    return Hospital(replace(desk, site=hospital.SITE))


def neighbours(desk: Desk) -> None:
    """The hospital and the hotel know each other as units: what one advances, the other owes."""
    knows = (
        (hospital.SITE, ADMIN, {"key": "province", "name": UNIT, "site": hotel.SITE}),
        (
            hotel.SITE,
            "hotel-admin-lui",
            {"key": "mercy", "name": "仁愛醫院", "site": hospital.SITE},
        ),
    )
    for site, admin, unit in knows:
        at = Hospital(replace(desk, site=site))
        known = at.get("/reception", admin)["terms"]["units"]
        others = [each for each in known if each["key"] != unit["key"]]
        at.do("/reception", "change", admin, units=[*others, unit])
