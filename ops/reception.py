"""The words of the page on the official reception, and its tables that are no life of a record."""

from collections.abc import Iterator

from chalicelib.core.words import Words
from chalicelib.core.words.reception.plans import NAMES

OPENING = """# The official reception 公務接待

Written by `make pictures`; the tables are `chalicelib/reception/receptions/life.py` as it is
enforced. Who is received and by whom (R-2, R-3), what is planned for them, who signs it, and what
becomes of it (R-4.1 to R-4.3.1).

## Whom, and by which letter

`POST /sites/{site}/receptions` asks for a reception: superiors (R-2.1), invited guests (R-2.2)
or the group's staff (R-2.3), each guest with name, unit, title and rank; the purpose; the
official letter 公函; first day and last, no further ahead than `ahead_days` of the settings. It
has a number, `RR-…`. A letter has one reception: the same unit and reference, whichever
brackets, width, case, spaces or characters they are typed with, are refused a second time
(`letter_used`). The letter is free again when its reception is refused, taken back or cancelled,
unless something was spent or is under way by it, and taken again when that is written anew.
Scans hang on it (`…/files`).

## Who receives

The department is worked out and shown with its clause: the GM's, if any guest is of a rank that the
settings call important (R-3.3); else the counterpart department that is named (R-3.1); else the
hospital office (R-3.2). A department that the site has not, or has closed, receives nobody
(`unroutable`): there is no other by default, neither when it is asked for nor when it is handed in.
The office has another receive with a reason (`…/reassign`), at any time before the guests have
left; what was signed stays signed. An edit that leads elsewhere by the rule is followed; one that
leads where it led before keeps what the office had.

## The plan

`…/plan` writes it whole: programme, meals, lodging, vehicles, return tickets, each line with its
day, who bears its cost, and what one costs. What a line costs is worked out: a meal by guests and
hosts, a lodging by guests and nights, the rest by the piece. A line keeps its key for as long as it
is there. One of which a claim has taken something (`line_booked`), or on which a trip stands
(`line_driven`), stays what it is, on its day, with its bearer, for no less; and the budget is no
less than what claims took and advances hold (`budget_taken`), whoever is left out or comes.

`…/try-plan` takes the same form while it is being written and answers what would be found, what the
GM would have to grant, and what it would cost, by line, guest and standard. It stores nothing.

Of a meal it may be said which of the day it is (`sitting`). Hosts are counted over all lines of one
meal, for all of its guests (`hosts_together`), whatever the lines are called; a line that does not
say which meal it is may be any of its day, and its hosts are counted with those of all of them.

`findings` says what the rules hold against the plan, the same to applicant, approver and finance,
each with its clause, its line and the number of the settings it was found by: those in force when
the reception was last written. It is worked out whenever it is shown, so that a guest, a rank or a
day that changes is judged at once. Guests of a unit of the group who are received as guests from
outside, or the reverse, are seen at the top (`other_kind_of_guests`). `warn` is to be seen; `stop`
keeps the line from being carried out. What nobody can grant is refused when the line is written,
and when a change of guests or days brought it about, when it is handed in (`plan_stopped`). What
the General Manager can grant is asked of him:

"""

SIGNING = """
## Who signs

`…/submit` hands it in. Those of the settings sign first, in their order (`signs`, by default the
head of the office), then the GM, where something is his to grant; where the house is to bear what
the group's staff cost, the head of the office always signs before him (R-4.1.3). The seat of a
department's manager is that of the department that receives. A seat whose holder asked for the
reception, wrote at it, has signed already, or has lost the role that signs it, is empty and goes
up: manager, head of the office, GM. What goes up to the GM he signs once, with his own seat or else
with the last that goes up, which is his from then on; nobody signs twice, and nothing passes by
itself. Substitutes sign by delegation, under the same bars; for the GM only where the settings say
so (`gm_delegable`, by default no), in whichever seat. A late signature is asked for after
`approve_hours` and then daily by the function `receptions`; nothing is decided by time. Where
nobody is left who may sign, it waits, and whoever asked is told so, at once and then daily
(`nobody_signs`): an administrator names who may.

With his signature the GM decides of everything on one page, `asks`: each thing once, yes or no,
with words; one left open, given twice or not asked for is refused (422). A yes is for that line, as
it was, and for nothing else; a no leaves it stopped, and the rest is carried out. `…/refuse`
refuses the whole, saying why; `…/withdraw` takes it back while nobody has signed.

## Changed afterwards

Guests, days, purpose, letter (`…/edit`) and plan may be changed until the guests have left. Every
signature and grant on what was there before is void, whoever signed is told, and it is `drafted`
again. Handed in, it is a new version: `differences` shows field by field what is otherwise than in
`earlier`, the last version that somebody signed or refused, and until somebody has, the first that
was handed in; `asks` shows what the GM last decided of the same thing, and whether it was on
exactly the same (`unchanged`). Nothing of that counts until he decides anew. Every version is in
the history. A refused or withdrawn reception is written and handed in again likewise. What changes
nothing voids nothing (`nothing_new`).

Once its last day is over by the clock of the site, a reception is not planned, handed in or signed
any more (`days_over`): budgets are approved before they are spent. It can be refused, taken back or
called off; where guests stay longer, an edit says until when, and it is signed anew.

## Carried out and closed

Once `approved`, cars are arranged and costs claimed, line by line, through one gate: nothing is
spent before the budget is approved (R-4.3.1), on a line that is stopped, or on what the guests'
unit pays itself. `…/depart` says that the guests have left, and who of them did not come, not
before the first day; the register and what a guest cost go by who came. Then what was advanced is
settled with their units (R-4.3.3). `…/close` is the office's, once every claim, advance, trip and
the settlement are at their end. `…/cancel` says why it does not take place, while nothing was
spent or driven for it, and nothing is under way.

## Who sees it

Whoever asked for it, the department that receives and the counterpart department with their
supervisors, whoever has money in hand for it, the office, its head, the GM, finance, and who signed
it or may sign it now. To everybody else it is not there. The counterpart department, where another
receives, asks for advances and claims ([spending](spending.md)); all else is not its to do.
`GET …/receptions?state=` lists by where they stand, `?q=` finds by number, letter, guest and unit,
`…/my-receptions` one's own; `GET …/receptions/{reception}` is the one view of all that is planned,
found, asked, granted and spent.

"""


def asks() -> Iterator[str]:
    """What the GM is asked for, each with its name."""
    names: dict[str, Words] = NAMES["asks"]
    yield "| asked of the GM | 中文 | English |"
    yield "|---|---|---|"
    for code, words in names.items():
        yield f"| `{code}` | {words.hant} | {words.en} |"
