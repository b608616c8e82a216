"""The group robots that desks here use: WeCom 企業微信, DingTalk 釘釘, Feishu 飛書.

All three answer 200 to whatever they refuse; what they say is in the body. A code that is not
known to be for good is tried again.
"""

import base64
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote_plus

import msgspec

from chalicelib.channels.guard import Guard
from chalicelib.channels.https import Post, post
from chalicelib.channels.webhook import answered
from chalicelib.core.errors import Fault
from chalicelib.core.ports import Failed, Letter, Misdirected, Target, Undeliverable

_HEADERS = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True, kw_only=True)
class Robot:
    """What the three have in common: an address that names the group, an answer with a code."""

    guard: Guard
    post: Post = post
    address: re.Pattern[str] = field(init=False)
    codes: tuple[str, ...] = field(init=False)
    """Where in the answer the code stands; 0 is taken."""
    for_good: frozenset[int] = field(init=False)
    pauses: Mapping[int, float] = field(init=False)
    """Codes of those who were sent too much, and for how many seconds they want to be left."""

    def check(self, target: Target) -> None:
        """See `Carrier.check`."""
        if not self.address.fullmatch(target.address):
            raise Misdirected(Fault(pointer="/target", code="no_such_robot"))
        self.guard.checked(target.address)

    def send(self, target: Target, letter: Letter, now: datetime) -> None:
        """See `Carrier.send`."""
        self.check(target)
        url, body = self.signed(target, letter.text, now)
        answer = self.post(self.guard.checked(url), _HEADERS, msgspec.json.encode(body))
        answered(answer)
        self._said(answer.body)

    def signed(self, target: Target, text: str, now: datetime) -> tuple[str, dict[str, Any]]:
        """Address and body of a message, signed where the robot was set to ask for it."""
        raise NotImplementedError

    def _said(self, body: bytes) -> None:
        try:
            said = msgspec.json.decode(body, type=dict[str, Any])
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise Failed("no_answer") from None
        code = next((said[name] for name in self.codes if isinstance(said.get(name), int)), None)
        if code == 0:
            return
        if code in self.for_good:
            raise Undeliverable(f"code_{code}")
        raise Failed(f"code_{code}" if code else "no_answer", self.pauses.get(code or 0, 0))


class WeCom(Robot):
    """企業微信群機器人: 20 messages a minute; the key in its address is all there is to know."""

    address = re.compile(r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=[\w-]{8,80}")
    codes = ("errcode",)
    for_good = frozenset({93000, 93004, 93008, 93017, 40008, 44004})
    """Unknown key, robot stopped, not in the group, or removed; a message it never takes."""
    pauses = {45009: 60, 45033: 10}

    def signed(self, target: Target, text: str, now: datetime) -> tuple[str, dict[str, Any]]:
        """See `Robot.signed`."""
        return target.address, {"msgtype": "text", "text": {"content": text}}


class DingTalk(Robot):
    """釘釘自定義機器人: 20 messages a minute, then silence for ten; signed 加簽 where set so."""

    address = re.compile(r"https://oapi\.dingtalk\.com/robot/send\?access_token=[\w-]{8,100}")
    codes = ("errcode",)
    for_good = frozenset({300001, 310000, 400013, 400101, 400102, 400106, 430101, 430102, 430103})
    """Token unknown, words, signature or address refused, group gone, robot stopped or removed."""
    pauses = {130101: 600, 410100: 600, 90018: 600, 90030: 600}

    def signed(self, target: Target, text: str, now: datetime) -> tuple[str, dict[str, Any]]:
        """See `Robot.signed`."""
        url = target.address
        if target.secret:
            timestamp = int(now.timestamp() * 1000)
            content = f"{timestamp}\n{target.secret}".encode()
            sign = base64.b64encode(hmac.new(target.secret.encode(), content, sha256).digest())
            url += f"&timestamp={timestamp}&sign={quote_plus(sign)}"
        return url, {"msgtype": "text", "text": {"content": text}}


class Feishu(Robot):
    """飛書自定義機器人 (Lark abroad): 100 messages a minute; signed 簽名校驗 where set so."""

    address = re.compile(
        r"https://open\.(feishu\.cn|larksuite\.com)/open-apis/bot/v2/hook/[\w-]{8,80}"
    )
    codes = ("code", "StatusCode")
    for_good = frozenset({19001, 19021, 19022, 19024})
    """Token unknown, signature, address or words refused."""
    pauses = {9499: 10, 11232: 60}

    def signed(self, target: Target, text: str, now: datetime) -> tuple[str, dict[str, Any]]:
        """See `Robot.signed`."""
        body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if target.secret:
            timestamp = str(int(now.timestamp()))
            key = f"{timestamp}\n{target.secret}".encode()
            sign = base64.b64encode(hmac.new(key, b"", sha256).digest()).decode()
            body = {"timestamp": timestamp, "sign": sign, **body}
        return target.address, body
