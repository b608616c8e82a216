"""Under which settings the official reception's operations work."""

from chalicelib.common.settings import settings_of
from chalicelib.reception.terms import DOMAIN, ReceptionTerms

terms_of = settings_of(ReceptionTerms, DOMAIN)
"""The settings in force."""
