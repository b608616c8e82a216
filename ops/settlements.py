"""The words of the page on settlements between units, the report on receptions and the register."""

OPENING = """# Settlements and the register 結算、接待登記

Written by `make pictures`; the tables are `chalicelib/reception/settlements/life.py` as it is
enforced. What the house advanced for guests of other units is settled with these after departure
(R-4.3.3); what receptions cost is reported, and every one of them registered (P-report).

## A settlement 接待費用結算單

What is advanced stands on the unit's account `unit.{unit}` from the moment a claim is paid
([spending](spending.md)); a settlement says of which lines it consists, and brings the account to
zero.

`POST /sites/{site}/settlements` draws one up, `ST-…`, for the office, its head or finance: not
before the guests have left (`not_departed`), nor while a claim is to be signed or paid
(`claims_open`); one reception has one (`settled_already`). Nobody types an amount: each unit's
lines are its shares of the claims that were paid, board, lodging and cars line by line, to the fen.
From then on nothing more is advanced on the reception, and no claim with a part in it is reversed
(`claim_settled`). What was drawn up wrongly is given up with a reason (`…/give-up`) before it is
sent: its number is void, and the reception may have another.

`…/send` is finance's, by somebody else than who drew it up (`own_work`): our finance stands by it.
`…/hear` notes what a unit's finance said of it, by letter or fax; every earlier word is kept. Where
it has confirmed, `…/transfer` notes money that came, by a numbered form `TF-…`, in one piece or
several, never more than is owed (`unconfirmed`, `over_owing`). What a unit rightly disputes, or was
settled wrongly, the GM has the house bear with a reason (`…/waive`). Nothing is altered: each is an
entry of today. It is `closed` when nobody owes anything; until then `owes` says who owes what,
and what may be done with each unit now (`allowed_actions`).

| entry | debit | credit |
|---|---|---|
| a transfer came | `cash.{method}` | `unit.{unit}` |
| the GM waives | `expense.reception` | `unit.{unit}` |

`GET …/settlements/{settlement}/print` is the statement on A4, in Chinese: each unit's lines and
sums, in figures and in capital figures 大寫, what came of it, who drew it up and confirmed it and
when, a QR code of its number, and from the second time on which printing it is; each is an entry of
its history. The office, its head, finance and the GM see settlements and print them.
`GET …/settlements?state=` lists them, `?q=` finds by number, reception and unit
([finding](finding.md)).

## Where the unit is a site of this installation

A unit of the settings may name a site. If that one has us among its units, sending puts a statement
對帳單 before its finance in the same transaction; if it does not know us, nothing is written there,
and its word comes by letter. Its finance confirms or disputes (`…/statements/{statement}/confirm`,
`…/dispute`), nobody here in its name (`their_word`). Both records and both ledgers, here as debit
/ credit, change together; so they do where the GM waives something.

```mermaid
sequenceDiagram
    participant H as our finance
    participant T as their finance
    H->>T: send (a statement is before them)
    T->>H: confirm, or dispute with a reason
    Note over T: expense.reception / unit.{us}
    H->>T: transfer
    Note over H: cash / unit.{them}
    Note over T: unit.{us} / cash
```

## The report and the register 接待登記冊

`GET …/reports/receptions?first=&last=` (`by=day`, `week`, `month`; `.csv?table=`, `.xlsx`) is for
the office, its head, the GM and finance. A reception is counted on the day on which it begins, once
it is approved. Its budget is what may be spent: borne by the house or advanced, without the lines
that the GM refused, and nothing where he refused the budget or the guests. What claims took of it
is `spent`, parted into `borne` and `advanced`; what is reversed counts no more.

The cost per guest is shown twice. `per_guest` divides what was spent by the guests, to a hundredth
of a fen. In the register and the table `guests`, each guest of a reception has a part in whole fen,
by *largest remainders 最大餘數法*: equal parts, of which the first guests named have a fen more
until they add up to what was spent. Guests are those of the reception as it stands.

The register has every reception of those days that was ever handed in, whatever became of it:
guests, letter, department, hosts at table, budget, cost, who signed and when. `exceptions` lists
what the GM decided out of the ordinary, granted or not.

"""
