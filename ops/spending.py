"""The words of the page on advances and expense claims."""

OPENING = """# Advances and expense claims 借款、費用報銷

Written by `make pictures`; the tables are `chalicelib/reception/claims/life.py` as it is enforced.
What is spent on a reception: money handed out beforehand (R-4.3.1), what is claimed with receipts
(R-4.3.5), and its payment (R-4.3.6). Both are asked for by the office, by the department that
receives, or by the counterpart department, whoever receives; both are signed by the GM alone, by
another for him only where the settings say so (`gm_delegable`). A late signature is asked for daily
by the function `receptions`.

## An advance 借款

`POST /sites/{site}/advances` asks for money for a reception that is approved, by a numbered form
`CA-…`. No more is advanced than the budget leaves: the cost of every line that may be spent on,
less what claims took, less what other advances hold or are asked for (`over_budget`). Finance pays
it out (`…/pay`), never to themselves, and not before it is signed; if the plan was changed
meanwhile, not before that is approved again. What it holds stands on the reception (`in_hand`)
until it is settled: no reception is closed or cancelled with money out.

Claims draw on it from when they are booked. What is left is brought back (`…/return`), in one piece
or several, each with a numbered receipt `AR-…`; a fen more than the balance is refused, and the
answer names it (`over_balance`). It is `settled` when every fen was spent by a claim that was paid,
or brought back. What was refused or taken back is asked for again (`…/resubmit`) as a new version.

Whoever has an advance in hand sees its reception and claims on it, to its balance, also where their
department has no part in it any more; beside it they claim no more than they did before
(`beside_advance`), and ask for nothing else (`not_your_reception`).

## An expense claim 費用報銷單

`POST …/claims` writes one, `EC-…`: up to forty lines, each a receipt (number, seller, date, fen as
printed), words, and the line of the plan that it is for. Totals, who bears a line, and on whose
account it goes are worked out, never given. What is advanced for the guests' units is shared by
them as they have guests at that line, to the fen by largest remainders, unless the line names the
one it was for. Receipts are photographed (`…/files`) while it is drafted, and each may name its
photograph among the claim's files (`photo`); all of it is part of what is signed.

`…/submit` books it, all of it or none, in one transaction:

- each line of the plan may be spent on, by the same gate as everything (`budget_missing`,
  `not_granted`, `own_cost`), and no more than it costs less what was claimed before (`over_plan`);
- what it does not draw on an advance is no more than the budget leaves beside what was claimed and
  what advances hold (`over_budget`): else the plan could not be changed before they are brought
  back;
- each receipt is held at all sites and for ever (`receipt_used`): an invoice by its number, however
  it is typed; a receipt without one by seller, amount and date;
- the advance that it draws on is one's own, for the same reception, and has as much left: of two
  claims that are too much for it together, at whatever moment, the second is refused with the
  balance (`advance_short`). Without `from_advance` it draws all that is claimed; what it does not
  draw is paid out.

`POST …/receptions/{reception}/try-claim` takes the lines that are filled in so far, of a new claim
or of one that is written anew, and answers what `…/submit` would say, judged by the same functions
and with the receipts looked up: each finding at its line, or of all of them together, with its
clause; who bears each line, the totals, and what is left of each line of the plan and of the
budget. It stores nothing.

The GM signs what it then says, and what the rules say of it (`findings`: of the plan's lines, and
of trips made on them); if more was found since, it is submitted again first (`found_since`). The
signature holds for the digest of all that. `…/change` writes it anew: what was booked is given
back, the signature is void, even where it says the same again. `…/refuse` and `…/withdraw` give
everything back likewise; changed, it is submitted again as a new version under its number.

`…/pay` is finance's, never the claimant's, and happens once. The function that makes the entry
itself looks at the signature: a claim in any other state, one whose content differs from what was
signed in anything, however it came to differ, is not paid (`not_signed`). Nor is one whose lines of
the plan are not approved any more, or of which more was found since the GM signed, as that a car
went farther than it was approved for (`found_since`): it is submitted and signed anew.

## A paid claim that was wrong 沖銷

What is posted is never altered. `…/reverse` is finance's, never the claimant's, says why, and
happens once: an entry of today takes all of the payment back, to the fen, into the till that it was
paid from, so finance has the money in hand before. The claim is `reversed` for ever, its number
void with the reason; what it took of the plan's lines is free; what it drew is in the claimant's
hands again, to be accounted for, also where the advance was settled. The claimant is told.

Its receipts stay used, unless the form says `anew`: then another claim may have them. That one has
a number of its own, and is signed by the GM like any other before it is paid. A part is not taken
back: the claim is reversed whole, and claimed anew as it should have been.

It is refused once a unit has it before it: what a claim advanced for units is on the reception's
settlement as soon as that is drawn up (`claim_settled`). Before it is sent the settlement is given
up first; afterwards the GM has the house bear what was wrong ([settlements](settlements.md)). A
claim of which no unit bears anything is reversed until the reception is closed.

## On paper

`GET …/claims/{claim}/print` is the form on A4, in Chinese, for whoever sees the claim: its
lines, its total in figures and in capital figures 大寫, who claimed, signed and paid it and when,
its number as a QR code, a box for whoever is handed the money, and from the second time on a mark
that says which printing it is. Each printing is an entry of the claim's history, and advances its
version.

## In the ledger

| entry | debit | credit |
|---|---|---|
| an advance is paid out | `advance.{person}` | `cash.{method}` |
| a claim is paid | `expense.reception`, `unit.{unit}` | `advance.{person}`, `cash.{method}` |
| what is left is brought back | `cash.{method}` | `advance.{person}` |
| a claim is reversed | `advance.{person}`, `cash.{method}` | `expense.reception`, `unit.{unit}` |

`unit.{unit}` is called by a hash of the unit's name, so that all sites call it alike. Nothing is
ever altered; each entry sums to zero.

## Who sees them

Whoever asked, the office, its head, finance, the GM, the department that receives and the
counterpart department with their supervisors, and who may sign now. `GET …/claims` and `GET
…/advances` list one's own; with `?state=` those that stand there, with `?reception=` a reception's.
`GET …/claims?q=` finds by number, invoice, seller, claimant and words ([finding](finding.md)).

"""
