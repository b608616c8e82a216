"""Draws the life of a record from its table: the page that people read says what is enforced."""

import sys
from collections.abc import Iterator
from pathlib import Path

from chalicelib.core.life import NEW, Life
from chalicelib.core.words.labels import ROLES, STATES, STEPS
from chalicelib.tickets.life import REPAIR

PAGE = Path(__file__).parent.parent / "docs" / "repair.md"
_HEAD = """# The life of a repair 報修

Written by `make pictures` from `chalicelib/tickets/life.py`, the table that refuses, lists the
allowed actions and is drawn here. A test fails when this page is out of date.

## The picture

The ordinary way of a repair: in warranty straight on, paid for by way of a quotation.

```mermaid
"""


def page() -> str:
    """The whole page."""
    picture = "\n".join(_main_way(REPAIR))
    return f"{_HEAD}{picture}\n```\n\n{_states()}\n{_table(REPAIR)}\n{_every_way(REPAIR)}\n"


def _main_way(life: Life) -> Iterator[str]:
    """Only the usual outcome of the steps that bring it nearer to its end."""
    yield "stateDiagram-v2"
    for step in life.steps.values():
        if step.forward:
            for source, targets in step.moves.items():
                if targets[0] not in (source, NEW):
                    start = "[*]" if source == NEW else source
                    yield f"    {start} --> {targets[0]}: {step.command}"
    yield "    archived --> [*]"


def _states() -> str:
    rows = [f"| `{state}` | {words.hant} | {words.en} |" for state, words in STATES.items()]
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


def main() -> None:
    """Write the page, or with `--check` say that it is out of date."""
    if "--check" in sys.argv:
        if not PAGE.exists() or PAGE.read_text() != page():
            sys.exit(f"{PAGE.name} is out of date: run `make pictures`")
        return
    PAGE.write_text(page())


if __name__ == "__main__":
    main()
