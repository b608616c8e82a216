"""Whom a line of a plan is for, and how many of the house may sit with them (R-4.2.2). Pure."""

from chalicelib.reception.plans.model import PlanLine
from chalicelib.reception.receptions.model import Content, Guest
from chalicelib.reception.terms import Hosts


def guests_of(line: PlanLine, content: Content) -> tuple[Guest, ...]:
    """The guests that a line is for: those it names, or all."""
    return tuple(each for each in content.guests if not line.guests or each.key in line.guests)


def accompanying(guests: int, hosts: Hosts) -> int:
    """How many of the house may sit with so many guests 陪餐人數."""
    most = hosts.most if guests <= hosts.up_to else guests // hosts.part
    return min(most, guests) if hosts.within_guests else most
