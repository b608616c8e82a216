"""The routes that every site offers."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.common import people, service
from chalicelib.common.delegations import service as delegations
from chalicelib.core.ports import Vault
from chalicelib.web.routing import serve


def _vault() -> Vault:
    return wiring.house().vault


blueprint = Blueprint(__name__)
OPERATIONS = serve(
    blueprint,
    "site",
    (*service.operations(_vault), *people.operations(_vault), *delegations.OPERATIONS),
    wiring.house,
)
