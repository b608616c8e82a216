"""What is kept of an import 匯入: whose file, what was found in it, how far it has come."""

from datetime import timedelta
from enum import StrEnum
from typing import Any, ClassVar

from chalicelib.core.people import Person, Role
from chalicelib.core.record import Frozen, Instant, Record

CLAUSE = "P-who"
"""A site's units, people and prices are its administrator's."""
TICKETS = "T-2.0"
"""Opening tickets are matters that the desk took in before."""
FILE = "P-files"
"""The file that is waited for, kept for a while, and removed."""
IMPORTS = "imports"
"""The job that works through what was uploaded."""
MOST_ROWS = 20_000
MOST_BYTES = 5_000_000
WAITED_FOR = timedelta(hours=24)
"""How long an upload may take from the wish to import until the trial."""
KEPT_FOR = timedelta(days=7)
"""How long a file that was tried waits to be taken in for good."""
REMOVED_AFTER = timedelta(hours=1)
"""From the wish to upload: by then every leave to do so has run out."""


class ImportKind(StrEnum):
    """What the rows of a file are."""

    UNITS = "units"
    OWNERS = "owners"
    STAFF = "staff"
    PRICES = "prices"
    TICKETS = "tickets"


class SheetType(StrEnum):
    """The files that are read."""

    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    CSV = "text/csv"


class ImportState(StrEnum):
    """Where an import stands."""

    WAITING = "waiting"
    TRYING = "trying"
    TRIED = "tried"
    UNREADABLE = "unreadable"
    RUNNING = "running"
    DONE = "done"
    ABANDONED = "abandoned"


class Column(Frozen):
    """A column that is read: under which heading of the file which field stands."""

    field: str
    place: int
    """From 0."""
    heading: str


class Row(Frozen):
    """A row in which something stands."""

    number: int
    """As the spreadsheet shows it, from 1."""
    cells: dict[int, str]
    """By column from 0; blank ones are left out."""


class Table(Frozen):
    """The rows below their headings."""

    sheet: str
    headings_in: int
    columns: tuple[Column, ...]
    unread: tuple[str, ...]
    rows: list[Row]


class Counts(Frozen):
    """How far a round through the file has come, and what it found. Each row counts once."""

    rows: int = 0
    done: int = 0
    stored: int = 0
    """In a trial: that would be."""
    known: int = 0
    """That say what is known already."""
    differing: int = 0
    """That say otherwise than what is known, and were left alone."""
    faulty: int = 0


class Finding(Frozen):
    """What is to be said of a row; its words are in the catalogue."""

    row: int
    """As the spreadsheet shows it, from 1."""
    field: str
    """Empty for the row as a whole."""
    code: str
    data: dict[str, Any] = {}


class Findings(Record):
    """What was found in some rows, one after the other. A record each: there may be thousands."""

    KIND: ClassVar[str] = "import_findings"
    TABLE: ClassVar[str] = "desk"

    found: tuple[Finding, ...] = ()


class Import(Record):
    """A file with rows of one kind, from the wish to upload it until it is removed."""

    KIND: ClassVar[str] = "import"
    TABLE: ClassVar[str] = "desk"

    kind: ImportKind
    name: str
    media_type: SheetType
    bytes: int
    sha256: str
    """Hexadecimal."""
    by: str
    by_name: str
    at: Instant
    """When it was asked for."""
    state: ImportState = ImportState.WAITING
    terms: int
    """Number of the settings under which it is worked through."""
    sheet: str = ""
    """Of the workbook, or the encoding of the text."""
    headings_in: int = 0
    """The row of the headings."""
    columns: tuple[Column, ...] = ()
    unread: tuple[str, ...] = ()
    """Headings that nobody reads."""
    trial: Counts | None = None
    run: Counts | None = None
    skip_faulty: bool = False
    update: bool = False
    refused: Finding | None = None
    """Why the file could not be read."""
    removed_at: Instant | None = None

    @property
    def key(self) -> str:
        """Where the file lies in object storage."""
        return f"imports/{self.site}/{self.id}"

    @property
    def clause(self) -> str:
        """Under which its rows are taken in."""
        return TICKETS if self.kind is ImportKind.TICKETS else CLAUSE

    @property
    def round(self) -> str:
        """Which time it is gone through now."""
        return "run" if self.run else "trial"

    @property
    def counts(self) -> Counts:
        """Of the round that is under way, or was the last."""
        return self.run or self.trial or Counts()

    @property
    def actor(self) -> Person:
        """Who asked for it: what it stores is their act."""
        return Person(site=self.site, id=self.by, name=self.by_name, roles=(Role.ADMIN,))


def findings_id(id: str, round: str, row: int | None = None) -> str:
    """The id of what was found from a row on, or how the ids of a whole round begin."""
    return f"{id}.{round}." if row is None else f"{id}.{round}.{row:07}"
