"""The words of the page on faxes and reception letters."""

OPENING = """# Faxes and reception letters 傳真文件、接待函

Written by `make pictures`; the table is `chalicelib/reception/letters/life.py` as it is enforced.
Own staff who go elsewhere are announced by fax (R-4.3.2); another unit is asked for help with
guests from outside by a reception letter (R-4.3.3); and other units send us both.

## What is in a letter

`POST /sites/{site}/letters` writes one that goes out, or registers one that came in (`direction`).
Its `kind` says by which clause; what that asks for and is missing is refused (422) by field, under
that clause.

| field | fax 傳真文件 | reception letter 接待函 |
|---|---|---|
| `unit` the other unit | required | required |
| `people` who comes | name, title | name, title, unit, rank |
| `journey` train, flight, coach, ship, car: number, departure, arrival | required | required |
| `contact` name and telephone number | required | required |
| `standard` in words, by a rank of the settings, or both | required | required |
| `payment` the way of settlement 費用結算辦法 | – | required |
| `answer_by` | of what goes out | of what goes out |
| `reference`, `dated` the sender's | of what came in | of what came in |

What goes out announces a journey that is not over, and can still be answered; what came in is
registered as it came, however late. Numbers run by day without a gap: `FX-…`, `RL-…`, and `IL-…` of
what came in. A sender's reference is registered once, whichever brackets, width, case, spaces or
characters it is typed with (`letter_registered`, naming the letter that has it), until that one is
void. `reception` names the reception that a letter helps, or gave rise to; it may be named with the
answer.

## The answer

`…/answer` notes what the other unit answered, or what we did: yes or no, by whom, when, in which
words. A later one corrects it, and all are kept. Whoever wrote the letter and whoever asked for its
reception are told of what others did. If there is no answer at the instant of `answer_by`, the
function `receptions` tells the office, once: to ask, or to answer. `…/void` ends a letter with a
reason; its number stays in the register, marked void.

## On paper, and the number

`GET …/print` is the letter on A4, in Chinese, with its number as a QR code, boxes to sign, and from
the second time on a mark that says which printing it is. The contact's number is sealed with the
letter and masked everywhere but there; each printing is an entry of the letter's history, so it
advances the letter's version. The office and its head print, and whoever carries the reception out
that it is linked to: the department that receives, and who asked for it. So long after the journey,
`keep_contact_days` of the settings (365 days), the number is erased ([security](security.md)).
Scans hang on the letter (`…/files`).

## Who sees it

The office, its head, the General Manager and finance see every letter. A host department's people
see those of receptions that they see, with their history, and list them by
`GET …/letters?reception=`. `?q=` finds by number, unit, names and words ([finding](finding.md))
what somebody may see; `?state=` lists by where they stand, `?mine=true` one's own,
`?direction=` either way.

"""
