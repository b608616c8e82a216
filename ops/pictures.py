"""Draws pages from the code: the page that people read says what is enforced, and watched."""

import sys
from collections.abc import Iterator
from pathlib import Path

from chalicelib.core.life import NEW, Life
from chalicelib.core.words.labels import ROLES, STATES, STEPS
from chalicelib.tickets.life import REPAIR
from chalicelib.tickets.lives import COMPLAINT, ENQUIRY
from chalicelib.tickets.model import State
from ops import monthly
from ops.cloud import queues, tables
from ops.cloud.alarms import Alarm, alarms
from ops.cloud.functions import FUNCTIONS
from ops.cloud.watching import QUERIES

DOCS = Path(__file__).parent.parent / "docs"
_HEAD = """# The life of a repair 報修

Written by `make pictures` from `chalicelib/tickets/life.py`, the table that refuses, lists the
allowed actions and is drawn here. A test fails when this page is out of date. What is no repair
lives by tables of its own: [complaints, inquiries, suggestions, calls for help](matters.md).

## The picture

The ordinary way of a repair: in warranty straight on, paid for by way of a quotation.

```mermaid
"""


_WATCHED = """# What is watched 監控

Written by `make pictures` from `ops/cloud/alarms.py`, the definitions that are deployed. A test
fails when this page is out of date, and when an alarm has no test that rings it.

Every request and every run of a job is one line of JSON, and its numbers are metrics (CloudWatch's
embedded metric format, namespace `Frontdesk`). `correlation` leads from a request or a run to its
history entries, its messages and its other lines; `invocation` and `xray` are AWS's own names.

"""


_MATTERS = """# The lives of complaints, inquiries, suggestions and calls for help

Written by `make pictures` from `chalicelib/tickets/lives.py`, as [the life of a
repair](repair.md) is from its own. A test fails when this page is out of date.

"""
_LIVES = {
    "Complaints 投訴": COMPLAINT,
    "Inquiries, suggestions, calls for help 諮詢、建議、求助": ENQUIRY,
}


def repair_page() -> str:
    """The life of a repair."""
    picture = "\n".join(_main_way(REPAIR))
    states, table, ways = _states(REPAIR), _table(REPAIR), _every_way(REPAIR)
    return f"{_HEAD}{picture}\n```\n\n{states}\n{table}\n{ways}\n"


def matters_page() -> str:
    """The lives of what is no repair."""
    return _MATTERS + "\n".join(_of_matters(name, life) for name, life in _LIVES.items())


def _of_matters(name: str, life: Life) -> str:
    picture = "\n".join(_main_way(life))
    parts = (_states(life), _table(life), _every_way(life))
    inner = "\n".join(part.replace("## ", "### ") for part in parts)
    return f"## {name}\n\n```mermaid\n{picture}\n```\n\n{inner}\n"


def _main_way(life: Life) -> Iterator[str]:
    """Only the usual outcome of the steps that bring it nearer to its end."""
    yield "stateDiagram-v2"
    for step in life.steps.values():
        if step.forward:
            for source, targets in step.moves.items():
                if targets[0] not in (source, NEW):
                    start = "[*]" if source == NEW else source
                    yield f"    {start} --> {targets[0]}: {step.command}"
    *_, last = (state for state in life.states if state != State.CANCELLED)
    yield f"    {last} --> [*]"


def _states(life: Life) -> str:
    named = {state: STATES[state] for state in life.states}
    rows = [f"| `{state}` | {words.hant} | {words.en} |" for state, words in named.items()]
    return "\n".join(
        ["## The states", "", "| state | 中文 | English |", "|---|---|---|", *rows, ""]
    )


def _table(life: Life) -> str:
    rows = []
    for step in life.steps.values():
        who = ", ".join(ROLES[role].en for role in sorted(step.who))
        ways = "; ".join(
            f"{source} → {' or '.join(targets)}" if targets != (source,) else source
            for source, targets in step.moves.items()
        )
        name = STEPS[step.command].hant
        rows.append(f"| `{step.command}` {name} | {step.clause} | {who} | {ways} |")
    head = ["## The steps", "", "| step | clause | who | from → to |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def _every_way(life: Life) -> str:
    picture = "\n".join(life.picture())
    return f"## Every way there is\n\n```mermaid\n{picture}\n```"


def watching_page() -> str:
    """The alarms with what to do, and the saved queries."""
    seen = {alarm.kind: alarm for alarm in _alarms()}
    rows = [
        f"| {kind} | {_when(alarm)} | {' '.join(alarm.words)} |" for kind, alarm in seen.items()
    ]
    queries = [f"### {name}\n\n```\n{query}\n```\n" for name, query in QUERIES.items()]
    head = [
        "## The alarms",
        "",
        "| alarm | rings when | what it means, what to do |",
        "|---|---|---|",
    ]
    return _WATCHED + "\n".join([*head, *rows, "", "## Saved log queries", "", *queries])


def _alarms() -> Iterator[Alarm]:
    return alarms(FUNCTIONS, [queues.FAILURES], tables.resources())


def _when(alarm: Alarm) -> str:
    sign = {"GreaterThanOrEqualToThreshold": "≥", "GreaterThanThreshold": ">"}
    names = " + ".join(dict.fromkeys(metric.name for metric in alarm.metrics))
    is_bad = f"{alarm.statistic} of {names} {sign.get(alarm.comparison, '<')} {alarm.threshold:g}"
    spans = f"{alarm.breaching} of {alarm.periods} × " if alarm.periods > 1 else ""
    return (
        f"{is_bad} in {spans}{alarm.seconds // 60} min; no number is {alarm.missing.name.lower()}"
    )


PAGES = {
    "matters.md": matters_page,
    "monthly.md": monthly.page,
    "repair.md": repair_page,
    "watching.md": watching_page,
}


def main() -> None:
    """Write the pages, or with `--check` say which are out of date."""
    for name, page in PAGES.items():
        path = DOCS / name
        if "--check" not in sys.argv:
            path.write_text(page())
        elif not path.exists() or path.read_text() != page():
            sys.exit(f"{name} is out of date: run `make pictures`")


if __name__ == "__main__":
    main()
