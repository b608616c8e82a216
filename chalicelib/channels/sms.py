"""Text messages by Amazon SNS; in regions without it desks use robots or a webhook."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import Session

from chalicelib.channels.mail import BRIEFLY
from chalicelib.core.errors import Fault
from chalicelib.core.ports import Failed, Letter, Misdirected, Target, Undeliverable
from chalicelib.core.private import normal

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_FOR_GOOD = frozenset(
    {"InvalidParameter", "ParameterValueInvalid", "OptedOut", "ValidationException"}
)


def number_of(phone: str) -> str:
    """A telephone number as the world dials it: `+8613800138000`."""
    number = normal(phone)
    return number if number.startswith("+") else f"+86{number}"


@dataclass(frozen=True, kw_only=True)
class Sns:
    """Amazon SNS, straight to a number."""

    region: str

    @cached_property
    def client(self) -> Any:
        """Made when the first message needs it."""
        return Session().create_client("sns", region_name=self.region, config=BRIEFLY)

    def check(self, target: Target) -> None:
        """See `Carrier.check`."""
        if not _NUMBER.fullmatch(number_of(target.address)):
            raise Misdirected(Fault(pointer="/target", code="no_such_number"))

    def send(self, target: Target, letter: Letter, now: datetime) -> None:
        """See `Carrier.send`."""
        self.check(target)
        try:
            self.client.publish(PhoneNumber=number_of(target.address), Message=letter.text)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            raise (Undeliverable if code in _FOR_GOOD else Failed)(code) from None
        except BotoCoreError:
            raise Failed("unreachable") from None
