"""Reading what the report on receptions is made of: receptions by the months they begin in."""

from chalicelib.core import periods
from chalicelib.core.act import Act
from chalicelib.core.ports import Key, Store
from chalicelib.reception.receptions.model import Reception, month_key
from chalicelib.reception.registers import rules
from chalicelib.reception.registers.forms import ReceptionsIn
from chalicelib.reception.registers.model import ReceptionsReport
from chalicelib.service.searching import under


def made(store: Store, asked: ReceptionsIn, act: Act[object]) -> ReceptionsReport:
    """The report, of what is stored.

    Raises: Refusal `invalid_form` for more receptions than are counted at once.
    """
    site = act.site.id
    named: set[str] = set()
    for month in periods.parts(asked.first, asked.last, "month").values():
        named.update(under(store, Reception, site, month_key(month[0])))
        if len(named) > rules.MOST:
            raise rules.too_many()
    loaded = store.load(Key(Reception, site, each) for each in sorted(named))
    return rules.report(asked, loaded.all(Reception), act)
