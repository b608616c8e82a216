"""Group robots: their addresses, signatures and codes, temporary ones told from those for good."""

import base64
import hmac
import json
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.channels.robots import DingTalk, Feishu, Robot, WeCom
from chalicelib.core.ports import Failed, Misdirected, Target, Undeliverable
from tests.channels.sending import LETTER, Side, guard
from tests.support.world import MONDAY

pytestmark = pytest.mark.clause("P-tell")

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/0123456789abcdef"
LARK = "https://open.larksuite.com/open-apis/bot/v2/hook/0123456789abcdef"
KINDS = {WeCom: WECOM, DingTalk: DINGTALK, Feishu: FEISHU}
OK = b'{"errcode":0,"errmsg":"ok","code":0}'


def robot(kind: type[Robot], side: Side) -> Robot:
    return kind(guard=guard(), post=side)


@pytest.mark.parametrize("kind", KINDS)
def test_a_robot_is_at_its_makers_and_nowhere_else(kind: type[Robot]) -> None:
    made = robot(kind, Side(body=OK))
    made.check(Target(address=KINDS[kind]))
    others = [address for other, address in KINDS.items() if other is not kind]
    for address in (
        *others,
        KINDS[kind].replace("https", "http"),
        f"{KINDS[kind]}&to=all",
        f"{KINDS[kind]}@evil.example",
        KINDS[kind].replace(".com", ".com.evil.example").replace(".cn/", ".cn.evil.example/"),
        "https://evil.example/",
    ):
        with pytest.raises(Misdirected) as wrong:
            made.send(Target(address=address), LETTER, MONDAY)
        assert wrong.value.fault.code == "no_such_robot"


def test_feishu_abroad_is_lark() -> None:
    robot(Feishu, Side()).check(Target(address=LARK))


def test_wecom_takes_text() -> None:
    side = Side(body=OK)
    robot(WeCom, side).send(Target(address=WECOM), LETTER, MONDAY)
    [(place, _, body)] = side.asked
    assert f"https://{place.host}{place.path}" == WECOM
    assert json.loads(body) == {"msgtype": "text", "text": {"content": LETTER.text}}


def test_dingtalk_is_signed_in_its_address() -> None:
    side = Side(body=OK)
    robot(DingTalk, side).send(Target(address=DINGTALK, secret="SEC-secret"), LETTER, MONDAY)
    [(place, _, body)] = side.asked
    query = {name: each for name, [each] in parse_qs(urlsplit(place.path).query).items()}
    assert query["timestamp"] == str(int(MONDAY.timestamp() * 1000))
    content = f"{query['timestamp']}\nSEC-secret".encode()
    digest = hmac.new(b"SEC-secret", content, sha256).digest()
    assert base64.b64decode(query["sign"]) == digest
    assert query["access_token"] == "0123456789abcdef"
    assert json.loads(body) == {"msgtype": "text", "text": {"content": LETTER.text}}


def test_feishu_is_signed_in_its_body() -> None:
    side = Side(body=OK)
    robot(Feishu, side).send(Target(address=FEISHU, secret="a-secret"), LETTER, MONDAY)
    [(_, _, body)] = side.asked
    said = json.loads(body)
    key = f"{said['timestamp']}\na-secret".encode()
    assert base64.b64decode(said["sign"]) == hmac.new(key, b"", sha256).digest()
    assert said["timestamp"] == str(int(MONDAY.timestamp()))
    assert (said["msg_type"], said["content"]) == ("text", {"text": LETTER.text})


@pytest.mark.parametrize("kind", [DingTalk, Feishu])
def test_a_robot_without_a_secret_is_not_signed(kind: type[Robot]) -> None:
    side = Side(body=OK)
    robot(kind, side).send(Target(address=KINDS[kind]), LETTER, MONDAY)
    [(place, _, body)] = side.asked
    assert "sign" not in place.path
    assert b"sign" not in body


@pytest.mark.parametrize(
    ("kind", "body", "reason", "after"),
    [
        (WeCom, b'{"errcode":45009}', "code_45009", 60),  # too many in a minute
        (WeCom, b'{"errcode":-1}', "code_-1", 0),  # busy
        (WeCom, b'{"errcode":99999}', "code_99999", 0),  # what nobody knows is tried again
        (DingTalk, b'{"errcode":130101}', "code_130101", 600),
        (DingTalk, b'{"errcode":410100}', "code_410100", 600),
        (Feishu, b'{"code":9499}', "code_9499", 10),
        (Feishu, b'{"code":11232}', "code_11232", 60),
        (WeCom, b"<html>", "no_answer", 0),
        (WeCom, b"", "no_answer", 0),
        (WeCom, b"[]", "no_answer", 0),
        (WeCom, b'{"errcode":"0"}', "no_answer", 0),
        (WeCom, b"\xff", "no_answer", 0),
    ],
)
def test_what_passes_is_tried_again(
    kind: type[Robot], body: bytes, reason: str, after: float
) -> None:
    with pytest.raises(Failed) as failed:
        robot(kind, Side(body=body)).send(Target(address=KINDS[kind]), LETTER, MONDAY)
    assert (failed.value.reason, failed.value.after) == (reason, after)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (WeCom, 93000),  # no such key, or the robot was removed
        (DingTalk, 300001),  # no such token
        (DingTalk, 310000),  # signature, words or address refused
        (DingTalk, 400102),  # stopped
        (Feishu, 19001),  # no such token
        (Feishu, 19021),  # signature refused
        (Feishu, 19024),  # its words are missing
    ],
)
def test_what_does_not_pass_is_given_up(kind: type[Robot], code: int) -> None:
    body = json.dumps({"errcode": code, "code": code}).encode()
    with pytest.raises(Undeliverable, match=f"code_{code}"):
        robot(kind, Side(body=body)).send(Target(address=KINDS[kind]), LETTER, MONDAY)


@pytest.mark.parametrize("body", [b'{"code":0}', b'{"StatusCode":0,"StatusMessage":"success"}'])
def test_feishu_says_it_in_two_ways(body: bytes) -> None:
    robot(Feishu, Side(body=body)).send(Target(address=FEISHU), LETTER, MONDAY)


def test_a_status_that_is_none_is_tried_again() -> None:
    with pytest.raises(Failed, match="http_502"):
        robot(WeCom, Side(502)).send(Target(address=WECOM), LETTER, MONDAY)
