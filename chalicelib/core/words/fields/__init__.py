"""What the fields of forms, lists and answers are called: short, as on a paper form.

The key is a property's name, or, where a schema means something of its own by it,
`Schema.property`, by the schema's name in the description; that one wins. A parameter of a query
is `operation.parameter` likewise.
"""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields import (
    conduct,
    desk,
    gate,
    house,
    letters_and_cars,
    lodging,
    people,
    reception,
    repairs,
    reports,
    rounds,
    shared,
    spending,
    standards,
    telling,
    tickets,
)

FIELDS: dict[str, W] = {
    **shared.FIELDS,
    **people.FIELDS,
    **telling.FIELDS,
    **tickets.FIELDS,
    **repairs.FIELDS,
    **rounds.FIELDS,
    **desk.FIELDS,
    **lodging.FIELDS,
    **gate.FIELDS,
    **conduct.FIELDS,
    **house.FIELDS,
    **reception.FIELDS,
    **letters_and_cars.FIELDS,
    **spending.FIELDS,
    **standards.FIELDS,
    **reports.FIELDS,
}
