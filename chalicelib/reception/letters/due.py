"""What a letter's timers set off, in the job of the official reception."""

from chalicelib.core.erasing import CLAUSE as PRIVATE
from chalicelib.reception.letters import rules
from chalicelib.reception.letters.model import OUTSIDE, OWN_STAFF
from chalicelib.service.deadlines import Firing

FIRES = {
    OWN_STAFF: Firing(decide=rules.remind),
    OUTSIDE: Firing(decide=rules.remind),
    PRIVATE: Firing(decide=rules.erase),
}
