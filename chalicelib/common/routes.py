"""The routes that every site offers."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.common.service import operations
from chalicelib.web.routing import serve

blueprint = Blueprint(__name__)
OPERATIONS = serve(blueprint, "Site 項目", operations(lambda: wiring.house().vault), wiring.house)
