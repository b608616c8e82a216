"""By what means people are told, besides the inbox that everyone has (P-tell)."""

from enum import StrEnum

from chalicelib.core.record import Frozen


class Means(StrEnum):
    """How a message leaves the program."""

    WEBHOOK = "webhook"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    EMAIL = "email"
    SMS = "sms"


class Personal(StrEnum):
    """The means that reach one person."""

    EMAIL = Means.EMAIL
    SMS = Means.SMS


class Choice(Frozen):
    """How a person wants to be told of one thing, where their site lets them choose."""

    code: str
    """Of the message."""
    by: tuple[Personal, ...] = ()
    """Nothing: by the inbox alone."""
