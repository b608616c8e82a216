"""Every refusal and every fault is said in the language that the caller asked for (P-words)."""

import ast
from collections.abc import Iterator

import pytest
from msgspec import json

from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.words import Language
from chalicelib.core.words.faults import FAULTS
from chalicelib.web.problems import STATUS, problem
from tests.support.sources import argument, calls, everywhere, members, modules, texts
from tests.support.world import World

Site = tuple[str, str, frozenset[str]]
"""Where the program refuses, the code, and the names of the data it gives."""


OF_PLANS = {
    "day_outside": ("day", "first", "last"),
    "nights_outside": ("nights", "first", "last"),
    "no_standard": ("ranks", "city"),
    "hospitality_for_others": ("guests",),
    "too_many_hosts": ("hosts", "most", "guests"),
    "hosts_together": ("hosts", "most"),
}
"""Findings that nobody can grant: they are faults of the form that writes them."""


def refusals() -> Iterator[Site]:
    for where, call in everywhere("Refusal"):
        data = {each.arg for each in call.keywords if each.arg} - {"faults"}
        for code in texts(argument(call, 0, "code")):
            yield where, code, frozenset(data)
    for where, call in everywhere("Hold"):  # the refusal of whoever comes second
        for code in texts(argument(call, 1, "code")):
            yield where, code, frozenset({"hold", "holder"})


def faults() -> Iterator[Site]:
    for where, call in everywhere("Fault"):
        names = members(argument(call, 2, "data"))
        for code in texts(argument(call, 1, "code")):
            yield where, code, frozenset(names)
    for path, tree in modules():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                yield from _through(path, tree, function)
    for code, data in OF_PLANS.items():
        yield "chalicelib/reception/plans/rules.py", code, frozenset(("clause", *data))


def _through(path: str, tree: ast.Module, function: ast.FunctionDef) -> Iterator[Site]:
    """Faults made by a function that is told their code."""
    named = [each.arg for each in function.args.args]
    for fault in calls(function, "Fault"):
        code = argument(fault, 1, "code")
        if isinstance(code, ast.Name) and code.id in named:
            for call in calls(tree, function.name):
                for text in texts(argument(call, named.index(code.id), code.id)):
                    yield f"{path}:{call.lineno}", text, frozenset()


REFUSALS_RAISED, FAULTS_FOUND = list(refusals()), list(faults())
ELSEWHERE = {
    "method_not_allowed",  # by the gateway, before any function runs
    "throttled",
}


def test_the_program_is_walked() -> None:
    assert len(REFUSALS_RAISED) > 60
    assert len(FAULTS_FOUND) > 35
    assert "paid_already" in {code for _, code, _ in REFUSALS_RAISED}
    assert {"owner_in_app", "free_of_charge", "decided_since"} <= {c for _, c, _ in FAULTS_FOUND}


@pytest.mark.clause("P-words")
def test_every_refusal_has_a_status_and_every_status_its_refusal() -> None:
    assert {code for _, code, _ in REFUSALS_RAISED} | ELSEWHERE == set(STATUS)


@pytest.mark.clause("P-words")
def test_every_fault_has_words_and_all_words_their_fault() -> None:
    assert {code for _, code, _ in FAULTS_FOUND} == set(FAULTS)


@pytest.mark.clause("P-words")
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("code", list(STATUS))
def test_a_refusal_is_said_in_every_language_with_the_data_it_is_argument(
    code: str, language: Language
) -> None:
    sites = [data for _, raised, data in REFUSALS_RAISED if raised == code]
    for data in sites or [frozenset()]:
        answer = problem(Refusal(code, "P-who", **dict.fromkeys(data, "7")), language, "c")
        said = json.decode(answer.body)
        assert answer.status == said["status"] == STATUS[code]
        assert spoken_in(said["title"], language)
        assert spoken_in(said["detail"], language)


@pytest.mark.clause("P-words")
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("code", list(FAULTS))
def test_a_fault_is_said_in_every_language_with_the_data_it_is_argument(
    code: str, language: Language
) -> None:
    sites = [data for _, found, data in FAULTS_FOUND if found == code]
    for data in sites or [frozenset()]:
        fault = Fault(pointer="/x", code=code, data=dict.fromkeys(data, "7"))
        refusal = Refusal("invalid_form", "P-who", faults=(fault,))
        [said] = json.decode(problem(refusal, language, "c").body)["errors"]
        assert spoken_in(said["detail"], language)


def spoken_in(text: str, language: Language) -> bool:
    """Filled in, and in this script: JSON and in_app are called so everywhere."""
    chinese = any("\u4e00" <= each <= "\u9fff" for each in text)
    return bool(text.strip()) and "{" not in text and chinese == (language is not Language.EN)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("At most {max}.", Language.EN),  # a place left open
        ("最多 7。", Language.EN),
        ("At most 7.", Language.HANT),
        (" ", Language.EN),
    ],
)
def test_what_is_not_said_right_is_noticed(text: str, language: Language) -> None:
    assert not spoken_in(text, language)


HEADERS = {
    "zh-Hant-TW, zh;q=0.5": ("zh-Hant", "未登入"),
    "zh-CN": ("zh-Hans", "未登录"),
    "en-GB, zh;q=0.5": ("en", "Not signed in"),
    "fr": ("zh-Hant", "未登入"),  # none fits
}


@pytest.mark.clause("P-words")
@pytest.mark.parametrize(("header", "said"), HEADERS.items(), ids=HEADERS)
@pytest.mark.parametrize("status", [200, 401, 404, 405, 422])
def test_answers_and_refusals_name_their_language(
    estate: World, header: str, said: tuple[str, str], status: int
) -> None:
    language, words = said
    path = f"/sites/{estate.site}/me"
    reply = {
        200: lambda: estate.get("/me", "desk-chan", language=header),
        401: lambda: estate.send("GET", path, {"Accept-Language": header}),
        404: lambda: estate.send("GET", "/nowhere", {"Accept-Language": header}),
        405: lambda: estate.send("POST", path, {"Accept-Language": header}),
        422: lambda: estate.get("/me?odd=1", "desk-chan", language=header),
    }[status]()
    assert (reply.status, reply.headers["Content-Language"]) == (status, language)
    assert reply.headers["Vary"] == "Accept-Language"
    if status == 401:
        assert reply.json["title"] == words
    if status >= 400:
        assert spoken_in(reply.json["detail"], Language(language))


@pytest.mark.clause("P-words")
@pytest.mark.parametrize(
    ("language", "detail", "fault"),
    [
        ("zh-Hant", "請按各欄位的說明更正後再送出。", "必填。"),
        ("zh-Hans", "请按各栏位的说明更正后再送出。", "必填。"),
        ("en", "Correct each field as its fault says, then send it again.", "Fill this in."),
    ],
)
def test_every_fault_of_a_form_is_said_in_the_language_asked_for(
    estate: World, language: str, detail: str, fault: str
) -> None:
    reply = estate.post("/tickets", "desk-chan", {}, language=language)
    assert (reply.status, reply.json["detail"]) == (422, detail)
    assert {each["pointer"] for each in reply.json["errors"]} == {"/kind", "/channel", "/words"}
    assert {each["detail"] for each in reply.json["errors"]} == {fault}


@pytest.mark.clause("P-words")
@pytest.mark.parametrize(
    ("language", "detail"),
    [
        ("zh-Hant", "此事由以下角色辦理:客戶服務部主管。"),
        ("zh-Hans", "此事由以下角色办理:客户服务部主管。"),
        ("en", "This is for: customer-service supervisor."),
    ],
)
def test_roles_are_named_as_people_name_them(estate: World, language: str, detail: str) -> None:
    ticket = estate.intake()
    path = f"/tickets/{ticket.ticket['id']}/review"
    reply = estate.post(path, "desk-chan", {}, if_match=ticket.etag, language=language)
    assert (reply.status, reply.json["detail"]) == (403, detail)


@pytest.mark.clause("P-words", "P-once")
def test_a_stored_answer_is_sent_again_whatever_language_is_asked_for(estate: World) -> None:
    first = estate.post("/people/find", "desk-chan", {"phone": "13800138001"}, key="once")
    again = estate.post(
        "/people/find", "desk-chan", {"phone": "13800138001"}, key="once", language="zh-CN"
    )
    assert (again.status, again.body) == (first.status, first.body)
