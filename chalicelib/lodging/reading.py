"""Under which settings the reception room's operations work."""

from chalicelib.common.settings import settings_of
from chalicelib.lodging.terms import DOMAIN, LodgingTerms

terms_of = settings_of(LodgingTerms, DOMAIN)
"""The settings in force."""
