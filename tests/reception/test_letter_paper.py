"""The letter on paper: everything its clause asks for, in Chinese, whatever was typed (R-4.3.2)."""

import html
import re
from typing import Any

import pytest

from tests.support.hospital import OFFICER
from tests.support.letters import (
    PHONE,
    VOID,
    answered,
    do,
    fax,
    letter,
    path,
    received,
    reception,
    staffed,
    written,
)
from tests.support.world import Reply, World

MARKUP = ("<script", "<img", "<h1>假函", "<!-- ]", "onerror=alert(1)>")
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table><h1>假函</h1>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; & '",
    "<!-- ]]> -->",
]


@pytest.fixture
def hospital(estate: World) -> World:
    return staffed(estate)


def printed(world: World, reply: Reply, language: str = "en") -> str:
    page = world.get(f"{path(reply)}/print", OFFICER, language=language)
    assert page.status == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    return page.body.decode()


def seen(text: str) -> str:
    """What somebody reads on the page."""
    bare = re.sub(r"<style>.*?</style>|<svg.*?</svg>", " ", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


@pytest.mark.clause("R-4.3.2")
def test_a_fax_has_on_it_what_its_clause_asks_for(hospital: World) -> None:
    reply = written(hospital, fax(hospital, words="參加手術示範"))
    text = seen(printed(hospital, reply))
    number = reply.json["letter"]["forms"][0]["number"]
    for expected in (
        "傳真文件",
        f"編號 {number}",
        "致 集團深圳醫院",
        "林志遠 心內科主任",
        "方曉晴 主治醫師",
        "火車 G6013 2026-03-04 09:00 長沙南 2026-03-04 12:00 深圳北",  # at the site's time
        f"聯絡人及電話 蘇文 {PHONE}",
        "接待標準 部門負責人 普通住宿、工作餐",
        "請於此時前答覆 2026-03-03 09:00",
        "事由及說明 參加手術示範",
        "經辦人簽名",
        "院辦負責人簽名",
        "單位蓋章",
        "收件單位簽收",
    ):
        assert expected in text, expected
    assert "費用結算辦法" not in text
    assert "次列印" not in text


@pytest.mark.clause("R-4.3.3")
def test_a_reception_letter_has_on_it_what_its_clause_asks_for(hospital: World) -> None:
    known = reception(hospital)
    text = seen(printed(hospital, written(hospital, letter(hospital, reception=known["id"]))))
    for expected in (
        "接待函",
        "歐陽教授 省醫學院 教授 學者",
        "費用結算辦法 接待單位墊付,離開後單位間結算劃帳",
        f"公務接待編號 {known['forms'][0]['number']}",
    ):
        assert expected in text, expected


@pytest.mark.clause("R-4.3.3")
def test_what_came_in_is_printed_with_its_reference_and_our_answer(hospital: World) -> None:
    form = received(hospital, reference="深院函〔2026〕99號")
    reply = written(hospital, form)
    answered(hospital, reply, who="院辦 甘主任", words="住宿已訂")
    text = seen(printed(hospital, reply))
    for expected in (
        "來函登記 接待函",
        "來函單位 集團深圳醫院",
        "來函字號 深院函〔2026〕99號",
        "答覆 同意接待 院辦 甘主任",
        "住宿已訂",
        "登記人簽名",
    ):
        assert expected in text, expected
    assert "收件單位簽收" not in text


@pytest.mark.clause("R-4.3.2", "P-number")
def test_a_copy_says_that_it_is_one_and_a_void_letter_that_it_is_void(hospital: World) -> None:
    reply = written(hospital)
    assert "次列印" not in printed(hospital, reply)
    assert "第 2 次列印" in printed(hospital, reply)
    assert "作廢" not in printed(hospital, reply)
    do(hospital, reply, "void", **VOID)
    text = seen(printed(hospital, reply))
    assert "作廢 行程取消" in text
    assert "第 4 次列印" in text


@pytest.mark.clause("R-4.3.2", "P-words")
@pytest.mark.parametrize(
    ("asked", "language", "title"),
    [
        ("zh-Hant", "zh-Hant", "傳真文件"),
        ("zh-Hans", "zh-Hans", "传真文件"),
        ("en", "zh-Hant", "傳真文件"),  # another unit reads it: never in English
    ],
)
def test_it_is_in_chinese_in_the_characters_of_who_prints(
    hospital: World, asked: str, language: str, title: str
) -> None:
    text = printed(hospital, written(hospital), asked)
    assert f'<html lang="{language}">' in text
    assert title in text


def typed(world: World, words: str) -> dict[str, Any]:
    """A letter with these words wherever somebody types some."""
    form = received(world)
    comer = {"name": words, "title": words, "unit": words, "rank": words}
    leg = {**form["journey"][0], "number": words, "origin": words, "destination": words}
    return {
        **form,
        "unit": words,
        "reference": f"{words} {next(world._keys)}",
        "people": [comer],
        "journey": [leg],
        "contact": {"name": words, "phone": PHONE},
        "standard": {"words": words},
        "words": words,
    }


@pytest.mark.clause("R-4.3.3")
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(hospital: World, words: str) -> None:
    reply = written(hospital, typed(hospital, words))
    answered(hospital, reply, who=words, words=words)
    do(hospital, reply, "void", reason=words)
    text = printed(hospital, reply)
    assert seen(text).count(" ".join(words.split())) == 15
    for markup in MARKUP:
        assert markup not in text
