"""Draws pages from the code: the page that people read says what is enforced, and watched."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from chalicelib.core.life import NEW, Life
from chalicelib.core.words import Words
from chalicelib.core.words.conduct import (
    STANDING_STEPS,
    STANDINGS,
    VIOLATION_STATES,
    VIOLATION_STEPS,
)
from chalicelib.core.words.gate import VISIT_STATES
from chalicelib.core.words.lodging.stays import STAY_STATES, STAY_STEPS
from chalicelib.core.words.reception import cars as of_cars
from chalicelib.core.words.reception import letters as of_letters
from chalicelib.core.words.reception.claims import LIVES as SPENDING
from chalicelib.core.words.reception.receptions import STATES as RECEPTIONS
from chalicelib.core.words.reception.receptions import STEPS as RECEPTION_STEPS
from chalicelib.core.words.reception.settlements import LIVES as SETTLED
from chalicelib.core.words.shared import ROLES
from chalicelib.core.words.tickets import STATES, STEPS
from chalicelib.lodging.conduct.life import CONDUCT, VIOLATION
from chalicelib.lodging.gate.life import VISIT
from chalicelib.lodging.stays.life import STAY
from chalicelib.reception.cars.life import TRIP
from chalicelib.reception.claims.life import ADVANCES, CLAIMS
from chalicelib.reception.letters.life import LETTER
from chalicelib.reception.receptions.life import RECEPTION
from chalicelib.reception.settlements.life import ANSWERING, SETTLING
from chalicelib.tickets.life import REPAIR
from chalicelib.tickets.lives import COMPLAINT, ENQUIRY
from chalicelib.tickets.model.matter import State
from ops import monthly, reception
from ops.cars import OPENING as CARS
from ops.cloud import queues, tables
from ops.cloud.alarms import Alarm, alarms
from ops.cloud.functions import FUNCTIONS
from ops.cloud.watching import QUERIES
from ops.letters import OPENING as LETTERS
from ops.settlements import OPENING as OF_SETTLEMENTS
from ops.spending import OPENING as OF_SPENDING

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


_LODGING = """# The reception room 家屬接待室

Written by `make pictures`; the tables are `chalicelib/lodging/stays/life.py` as it is enforced.
Relatives, applications, rooms and the queue (L-1 to L-3); coming and leaving, passes, late fees
(L-3 to L-6); the gate (L-5, L-9, L-10); what stands on the employee's account for it (L-11).

## Who may stay

`POST /sites/{site}/relatives` names a spouse, parent, child or sibling with the number of an
identity document; any other relation is refused (L-1). The dormitory office sees what proves it
and verifies (`…/verify`), or ends it with a reason (`…/end`). The number is sealed with the
relative as a person of the site: the same document is the same person, whoever names them. It
shows masked; the office reads it whole by `GET …/document`, which the person's history records
(P-private). Used by nobody for 180 days (setting), it is erased and the claim ends; whoever made it
is told a week before, and keeps it by applying ([security](security.md)).

## The house

`POST …/house/rooms` adds a room with its beds, `…/house/rooms/{room}/change` changes it; what is
closed is given to nobody anew, and nobody is moved. `GET …/house` shows the rooms,
`…/house/nights` the [calendar of beds](occupancy.md), `…/house/queue` who waits, `…/house/history`
what was changed; how full it was is [reported](occupancy.md). Days, rates, prices of damage, fines
and hours are settled by `POST …/lodging/change`, in versions kept for ever.

One record a night says which bed is whose. It is decided by its version: so no bed is given
twice, no guest has two, and no room is mixed (L-10), however many sign at once. A guest has one
bed for all nights; who goes on staying keeps theirs if they can; rooms begun fill up before empty
ones. A night also says who is `overstaying`: still in a bed that is not theirs that night.

## From the application to the bed

`POST …/stays` says why, from which day to which, for which verified relatives: at most three days
(the day of leaving is the third after the first), not in the past, a reason always (L-3). The
department's manager signs first, then the director of the GM office: the supervisor of the
applicant's department, and of `general_office`. A seat that is the applicant's own, or its
holder's who has signed already, is empty and goes up, to the supervisor of `gm_office` at last.
Substitutes sign by delegation. A late signature is asked for daily; nothing is decided by time.

With the last signature, in its transaction, the beds are held or the application has its place in
the queue. Beds go in order of registration (L-2): who registered before and could have a bed now
has it first, whoever is signed first. What becomes free is offered within a minute to the first
whose dates and sexes fit, and kept for four hours (setting); `…/take-offer` takes it, and until
then nobody else can. What is neither taken nor granted when its first day is over has lapsed.

`GET …/stays/{stay}/print` is the application on A4, in Chinese, with its number as a QR code: why,
for which days, who comes to which bed, and a box for each who signs, empty until they have; from
the second time on it says which printing it is. Each is an entry of the stay's history.

An extension is an application of its own: `extends` names the stay, its first day is that one's
last, its guests are of it, its reason is its own. It competes for beds like any other; granted,
it moves the day of leaving of the stay that its guests came to, and ends with it. Nights to come
and extensions of a stay are thirty at most, so that all can end in one transaction. A refused or
withdrawn application is submitted again as a new version, with the differences shown. An extension
whose stay is over is offered nothing.

## Ceding a bed 讓床

Who has beds and who waits may agree (L-2). The employee of a stay that has beds, before anybody
came or while they are there, proposes them by `…/cede`: to which application that waits, and of
which of their guests. The other's employee, another person, takes them by `…/take-ceded`; either
calls it off by `…/call-off`. A proposal is over after the time that an offer has (setting), with
the receiver's first day, or when one of the two has it no more; one at a time is open. It is never
carried out by time.

With the taking, in its transaction, the receiver leaves the queue and has beds for all guests and
nights, at the rate of their room and with the timers of any grant; the giver's guests have no bed
from the first night on that both are there for. That day is their day of leaving, with its late fee
and the end of their pass; who had no night yet does not come, and a stay without any guest left is
`ceded`. Everything is decided anew then: no bed twice, no room mixed, nobody twice, nothing of a
closed room, both employees in good standing, both stays as they were.

- It overrules the queue's order for the ceded beds alone. While somebody who registered before
  could have what is free, or the receiver could have a bed without it, nothing is ceded; a minute
  later that is offered. What is left over of the ceded beds is offered to who waits.
- Whoever is there has slept there before, and cedes tonight's bed by the hour of leaving, to the
  second; later than that, tomorrow's. So nobody's day of leaving is one that they have missed, and
  nobody is late by agreeing. The receiver comes once they have checked out.
- A stay with an extension cedes nothing: the extension is given up first. Nor is a stay extended
  for a guest whose bed was ceded.
- An employee does not agree with themselves: two applications of one's own exchange nothing.

## From coming to leaving

`…/check-in` names who comes, with the document that the dormitory office sees and its number,
which has to be the guest's: from the first day on, while there is a night left, with both approvals
(L-3). Nobody comes to a bed that somebody is still in, nor to a room that is still the other sex's:
the answer names them, and they are checked out first (L-6, L-10). Nobody of the dormitory office
checks their own guests in or out, nor replaces, revokes or puts a photo on a pass of theirs
(P-approve). Nobody comes whose employee has left or lost the right to stay meanwhile, or whose
claim to be a relative has ended; nor does the last signature give them a bed (L-1, L-7). Others may
come later. Beds that nobody has come to when the first day is over (setting) are offered to who
waits. Each guest gets a pass 出入證 (`…/passes/{pass}`), a photo may hang on it.
`…/passes/{pass}/code` is what is scanned, as text and as a QR code: pass, holder, site and expiry
under the site's key, so that it can be neither guessed nor changed. A pass lasts until the end of
the day of leaving, and moves with it in the transaction in which that moves: with an extension
that is granted or given up, with a bed that is ceded. The gate goes by the pass, so the code that
the guest has stays good; employee and dormitory office are told, for `…/code` is another one then,
and only that says how long while the store is away. `…/replace` revokes one that is lost, gives
another and charges it; `…/revoke` ends one (L-5).

`…/check-out` names who leaves, which passes come back, and how the beds were found (L-4). A pass
that does not come back is lost and charged, damage is charged at the price list's price. Leaving
late costs nothing until 12:00:00, half a day's rate from 12:00:01, and the whole from 18:00:01 in
place of the half; each further day likewise (L-6). Whoever is first charges it, the clerk or the
function `stays`, which has a timer at the next step of every stay: once a guest and day, the rest
where the half was charged before. Who is still there after six is reported to the GM office, and
has the bed for the night: the function puts them into it as `overstaying`, for every further night
likewise, and it is given to nobody anew until they leave. Where it, or its room to the other sex,
was given before, the dormitory office is told at once who is in whose bed; who was to come does not
lose it on their first day, and comes once it is empty. The rate is that of the guest's bed as it
was when the bed was given; hours and prices are those of the settings that the stay was applied for
under. Nights within the grant cost nothing unless `charges_nights` is set. Every line stands on the
employee's account `employee.{person}` of the ledger with its clause, guest and stay (L-11), and in
the stay's `lines`. `GET …/owed` tells the dormitory office beforehand what those who leave now are
charged, and the prices of what may come to it.

## At the gate

`POST …/gate/checks` asks whether somebody may come in; the answer is `allow` or `deny`, with the
clause and the reason in the guard's language, and both are recorded, once a key. Exactly one of:

- `code`, as it was scanned. A valid pass lets in at any hour. What the site did not sign (forged,
  damaged, another site's), and what is expired, revoked, lost or handed back, does not (L-5). With
  `holder_differs` the guard says that somebody else carries it: denied, told to the dormitory
  office, noted on the pass with its history, and reported as a [violation](conduct.md). The photo,
  where there is one, is
  `GET …/passes/{pass}/files`. Where the store has not answered within 0.8 s the signature does:
  `checked` is `by_signature_only`, `recorded` is false, a pass revoked since is not known to be,
  and the guard's own role is not looked up. What was read and could not be recorded is answered
  as it was read. Sent again with its key, once the store is back, it is recorded.

  Where the line itself is broken a device judges by what it keeps. `GET …/gate/passes` gives it the
  passes that count, and the site's public key (Ed25519), by which it tells that a code is signed. A
  signed pass that is not listed has ended, or was given since: the ids tell, for later ones come
  after `since`. What it answered it sends once the line is back, with `asked_at`: the pass is then
  judged as of that instant, and the check has both.
- `visitor`, by name and whom they come to see, from 08:00:00 until 24:00 (settings, L-9).
- `employee`, in the same hours and before 23:30:00 (setting, L-10), inside once. Neither of these
  is answered while the store is away: a visit that is not recorded has no end.

`…/visits/{visit}/sign-out` is their leaving; a guard who visits is let in and out by another. Who
is still inside at the end of their time, to the second, is late: the function `visits` tells the
guard, the gate's department and the dormitory office. `GET …/visits?state=` lists who is `inside`,
`inside_late`, `gone` and `gone_late`.

### A pass in another's hands

Each time is noted and told; a violation of L-5 is reported of the first time on a day of the site,
in the same transaction, with the guard as who reports it: whoever is turned away and tries again,
or at another gate, lends once. The gate's answer, the pass and the violation name one another. A
pass that counts no more is not lent: it lets nobody in, whoever found it or kept it, and the answer
says why; who sees more in it reports that by hand. While the store is away nothing is reported
until the question is sent again with its key; it has then happened when it is recorded, or when the
device says that it was asked.

### Staying the night

The night begins at midnight, and not before half an hour (`overnight_minutes`) after the visitor
had to be out: for an employee, who had to leave at 23:30, at 24:00:00, as the day of L-9 ends for
everybody; for a day visitor, who may be there until 24:00, at 00:30:00. So the gate is told first,
and has half an hour to get them out: being late costs nothing, 留宿 does. Both instants are fixed
as the visit begins.

Whoever is inside then without leave has stayed the night. The function `visits` reports it, or the
sign-out, if it comes first: once a visit, with the program as who reports it and the beginning of
the night as when it happened. A visiting employee answers; for a day visitor the employee of the
stay that was named (L-11), though its guests have left meanwhile; where none was named nobody
answers, and the dormitory office is told.

`…/visits/{visit}/allow-night` gives leave, with a reason, before the night begins: the director of
the GM office, the general manager, or who stands in, never for themselves nor for a visitor whom
they would answer for. Then the visit is late no more, and the next day is like any other: leave for
the next night is given on that day. Once the night has begun the violation is decided instead.

"""


def lodging_page() -> str:
    """The reception room, with the life of a stay."""
    visits = _states(VISIT, VISIT_STATES, "### Where a visit stands")
    parts = (visits, _states(STAY, STAY_STATES), _table(STAY, STAY_STEPS), _every_way(STAY))
    return _LODGING + "\n".join(parts) + "\n"


_CONDUCT = """# Violations, eligibility, accounts 違規、住宿資格、帳戶

Written by `make pictures`; the tables are `chalicelib/lodging/conduct/life.py` as it is enforced.

## From the report to the account

`POST /sites/{site}/violations` reports what a guest did and which employee answers for it (L-11):
the gate, the dormitory office or the GM office says what happened and when, and names stay and
guest where there are any. What is older than counts towards a suspension is too old, and a stay is
named only of the days from its application to its end. Photos hang on it (`…/files`) until it is
decided; the employee says what they have to say (`…/explain`). A pass in another's hands and a
night without leave report themselves, [as the gate finds them](lodging.md#at-the-gate):
`raised_from` says of which answer or visit, and the words are the pass's number or the visitor's
name.

The GM office or the supervisor of the dormitory office decides, never who reported it, and nobody
about themselves; substitutes sign by delegation, under the same bars. `…/uphold` posts the fine, in
its own transaction, to the employee's account, naming guest and stay; of a violation of L-10 it may
say that whoever did it was handed over to security 交送保安部. `…/dismiss` posts nothing.
`…/reverse` takes an upheld one back by a posting of its own day, and voids the slip, whose paper
(`…/print`, each printing counted) then says so.

| what | clause | fine (setting) |
|---|---|---|
| `dormitory` a guest stays in a staff dormitory | L-2 | 50.00 and a slip of 4 points 扣分單 |
| `lending` a pass in another's hands | L-5 | none: the regulation names no fine |
| `visiting` a guest visits a staff dormitory | L-7 | 50.00 |
| `meals` meals in the room, staff meals brought in | L-8 | 50.00 |
| `mixed_sexes` both sexes in one room | L-10 | 100.00 |
| `overnight` a night without leave; past 23:30 alone is a guard's to report | L-10 | 100.00 |

A fine is that of the settings which the stay was applied for under; without a stay, of those in
force at the report. Later settings do not touch it.

## The right to stay

A third (setting) upheld `visiting` or `meals` of one employee within twelve months (setting)
suspends the right to apply for 180 days (setting) from the decision. Months are counted by the days
on which it happened, at the site: from 2 March to 2 March is within, to 3 March is not. What is
reversed counts no more, and lifts a suspension that would not be without it. The GM office takes
the right at once (`POST …/conduct/{employee}/cancel`), until it gives it back (`…/restore`).
`GET …/conduct/{employee}` says how somebody stands. While the right is lost an application is
refused naming L-7, and so is the last signature on one made before, and the taking of an offer.

## Accounts

An employee's account is `employee.<person id>` of the ledger. Its balance is the sum of its
postings and is kept nowhere else. `GET …/accounts/{employee}/statement` lists them line by line,
each with clause, guest and stay, of some days or all; `…/statement.csv` and `.xlsx` are the same as
files. The employee sees their own. Finance takes payments (`POST …/accounts/{employee}/pay`), each
with a numbered receipt, no more than is owing; a payment names the account's version, so two clerks
cannot take the same money twice. What was paid and is reversed stands as the employee's credit:
`…/refund` pays it out by a numbered slip, never more than there is. `…/undo` takes a payment or
refund that was entered by mistake back, by an entry of today with its reason, to the fen and by the
way that it was paid; its receipt or slip is void, keeps its number, and the statement shows both
entries. Nobody does any of this with their own account. Each receipt and slip is printed from its
line (`…/forms/{number}`), which copy it is with it.

"""
_OF_CONDUCT = (
    ("A violation", VIOLATION, VIOLATION_STATES, VIOLATION_STEPS),
    ("The right to stay, step by step", CONDUCT, STANDINGS, STANDING_STEPS),
)


def conduct_page() -> str:
    """Violations and what comes of them, with the life of each."""
    parts = []
    for name, life, states, steps in _OF_CONDUCT:
        tables = "\n".join((_states(life, states), _table(life, steps), _every_way(life)))
        parts.append(f"## {name}\n\n" + tables.replace("## ", "### ") + "\n")
    return _CONDUCT + "\n".join(parts)


def cars_page() -> str:
    """Cars and drivers, with the life of a trip."""
    states, steps = of_cars.TRIP_STATES, of_cars.TRIP_STEPS
    return CARS + "\n".join((_states(TRIP, states), _table(TRIP, steps), _every_way(TRIP), ""))


def letters_page() -> str:
    """Faxes and reception letters, with the life of one."""
    states, steps = of_letters.STATES, of_letters.STEPS
    return LETTERS + "\n".join(
        (_states(LETTER, states), _table(LETTER, steps), _every_way(LETTER), "")
    )


def spending_page() -> str:
    """Advances and expense claims, with the lives of both."""
    claim = _life("An expense claim", CLAIMS, SPENDING["ClaimState"])
    return OF_SPENDING + claim + "\n" + _life("An advance", ADVANCES, SPENDING["AdvanceState"])


def settlements_page() -> str:
    """Settlements, the report and the register, with the lives of both sides of a settlement."""
    ours = _life("A settlement", SETTLING, SETTLED["SettlementState"])
    theirs = _life("A statement, at the site that owes", ANSWERING, SETTLED["StatementState"])
    return OF_SETTLEMENTS + ours + "\n" + theirs


def _life(head: str, life: Life, words: tuple[Mapping[str, Words], Mapping[str, Words]]) -> str:
    states, steps = words
    parts = (f"# {head}\n", _states(life, states), _table(life, steps), _every_way(life), "")
    return "\n".join(parts)


def reception_page() -> str:
    """The official reception, with the life of one."""
    lives = (_states(RECEPTION, RECEPTIONS), _table(RECEPTION, RECEPTION_STEPS))
    tables = "\n".join((*lives, _every_way(RECEPTION)))
    asks = "\n".join(reception.asks())
    return f"{reception.OPENING}{asks}\n{reception.SIGNING}{tables}\n"


def repair_page() -> str:
    """The life of a repair."""
    picture = "\n".join(_main_way(REPAIR))
    states, table, ways = _states(REPAIR, STATES), _table(REPAIR, STEPS), _every_way(REPAIR)
    return f"{_HEAD}{picture}\n```\n\n{states}\n{table}\n{ways}\n"


def matters_page() -> str:
    """The lives of what is no repair."""
    return _MATTERS + "\n".join(_of_matters(name, life) for name, life in _LIVES.items())


def _of_matters(name: str, life: Life) -> str:
    picture = "\n".join(_main_way(life))
    parts = (_states(life, STATES), _table(life, STEPS), _every_way(life))
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


def _states(life: Life, names: Mapping[str, Words], head: str = "## The states") -> str:
    named = {state: names[state] for state in life.states}
    rows = [f"| `{state}` | {words.hant} | {words.en} |" for state, words in named.items()]
    return "\n".join([head, "", "| state | 中文 | English |", "|---|---|---|", *rows, ""])


def _table(life: Life, names: Mapping[str, Words]) -> str:
    rows = []
    for step in life.steps.values():
        who = ", ".join(ROLES[role].en for role in sorted(step.who))
        ways = "; ".join(
            f"{source} → {' or '.join(targets)}" if targets != (source,) else source
            for source, targets in step.moves.items()
        )
        name = names[step.command].hant
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
    "cars.md": cars_page,
    "conduct.md": conduct_page,
    "letters.md": letters_page,
    "lodging.md": lodging_page,
    "matters.md": matters_page,
    "monthly.md": monthly.page,
    "reception.md": reception_page,
    "repair.md": repair_page,
    "settlements.md": settlements_page,
    "spending.md": spending_page,
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
