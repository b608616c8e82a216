"""Everything is said in three languages, by the reader's choice; no text is missing (P-words)."""

import importlib
import pkgutil
from collections.abc import Iterator
from string import Formatter
from typing import Any

import msgspec
import pytest

import chalicelib
from chalicelib.core import words
from chalicelib.core.approval import ChainState
from chalicelib.core.life import Life
from chalicelib.core.people import Role
from chalicelib.core.words import Language, Words, choose, spoken
from chalicelib.core.words.faults import FAULTS
from chalicelib.core.words.labels import NAMES
from chalicelib.core.words.messages import MEMOS, MESSAGES
from chalicelib.core.words.refusals import REFUSALS
from chalicelib.core.words.shared import ROLES
from chalicelib.files.model import FileState
from chalicelib.lodging.stays.model import StayState
from chalicelib.tickets.model.matter import State
from tests.support.clauses import CLAUSES
from tests.support.sources import argument, everywhere, members, texts

HANT, HANS, EN = Language.HANT, Language.HANS, Language.EN


@pytest.mark.clause("P-words")
@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, HANT),
        ("", HANT),
        ("*", HANT),
        ("fr", HANT),  # none fits
        ("zh-Hant", HANT),
        ("zh-TW", HANT),
        ("zh-HK", HANT),
        ("zh-MO", HANT),
        ("ZH-hant-hk", HANT),  # tags know no case
        ("zh", HANS),
        ("zh-CN", HANS),
        ("zh-SG", HANS),
        ("zh-Hans-HK", HANS),  # the script says it, not the place
        ("en", EN),
        ("en-GB", EN),
        ("enm", HANT),  # Middle English is another language
        ("fr, en;q=0.1", EN),
        ("zh-TW;q=0.3, zh-CN;q=0.4", HANS),
        ("en;q=0.9, zh-CN", HANS),  # no weight is 1
        ("en, zh-CN", EN),  # of equals the first
        ("en;q=0.5, *;q=0.8", HANT),
        ("en;q=0.001", EN),
        ("en;q=0", HANT),  # refused outright
        ("zh-Hant;q=0, en;q=0.2", EN),
        (" en ; q=0.5 , zh-CN;q=0.4", EN),
        ("en;q=, zh-CN;q=0.1", EN),
        ("en;q=much, zh-CN;q=0.1", HANS),
        ("en;q=-1, zh-CN;q=0.1", HANS),
        ("en;q=nan, zh-CN;q=0.1", HANS),
        (",,;;q=1,", HANT),
        ("x" * 100_000, HANT),
    ],
)
def test_the_language_asked_for_most_is_spoken(header: str | None, language: Language) -> None:
    assert choose(header) is language


@pytest.mark.clause("P-words")
@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("en;Q=0.9, zh-CN;Q=0.1", EN),  # a parameter's name knows no case
        ("zh-CN;Q=0.2, en;q=0.1", HANS),
    ],
)
def test_weights_are_read_as_the_standard_has_them(header: str, language: Language) -> None:
    assert choose(header) is language


def catalogue() -> Iterator[tuple[str, Words]]:
    """Every text of the catalogue, under the name of where it stands."""
    for info in pkgutil.walk_packages(words.__path__, f"{words.__name__}."):
        module = importlib.import_module(info.name)
        where = info.name.removeprefix(f"{words.__name__}.")
        for name, value in vars(module).items():
            yield from found(f"{where}.{name}", value)


def found(name: str, value: Any) -> Iterator[tuple[str, Words]]:
    if isinstance(value, Words):
        yield name, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from found(f"{name}.{key}", each)
    elif isinstance(value, tuple | list):
        for place, each in enumerate(value):
            yield from found(f"{name}.{place}", each)


CATALOGUE = dict(catalogue())


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_the_catalogue_is_walked() -> None:
    assert set(CATALOGUE) >= {
        "tickets.STATES.archived",
        "messages.MESSAGES.visit_asked",
        "faults.FAULTS.unknown",
        "refusals.REFUSALS.stale.0",
        "refusals.REFUSALS.stale.1",
        "reception.letters.PRINTED.to",
        "fields.tickets.FIELDS.caller",
    }


@pytest.mark.clause("P-words")
def test_no_text_is_missing_or_blank() -> None:
    blank = {
        name
        for name, text in CATALOGUE.items()
        if not all(each.strip() == each != "" for each in (text.hant, text.hans, text.en))
    }
    assert blank == set()


@pytest.mark.clause("P-words")
def test_the_three_texts_of_an_entry_leave_the_same_places_open() -> None:
    uneven = {
        name: (text.hant, text.hans, text.en)
        for name, text in CATALOGUE.items()
        if not places(text.hant) == places(text.hans) == places(text.en)
    }
    assert uneven == {}


@pytest.mark.clause("P-words")
def test_nobody_is_read_out_what_only_programs_know() -> None:
    """Ids and keys stand in the data of a problem, for clients."""
    opaque = {"department", "departments", "holder", "incident", "record", "settlement"}
    read = {f"refusal.{code}": texts[1] for code, texts in REFUSALS.items()}
    read |= {f"fault.{code}": text for code, text in FAULTS.items()}
    assert {name for name, text in read.items() if opaque & {*places(text.en)}} == set()
    assert {name for name, text in read.items() if "_" in text.en} == {"fault.no_secret"}


def unwritable(text: str, charset: str) -> str:
    return "".join(each for each in text if not each.encode(charset, "ignore"))


AMBIGUOUS = {"后": "後", "于": "於", "么": "麼", "据": "據", "台": "臺", "里": "裡", "并": "並"}
"""Simplified to traditional where one character set holds both, one of them in another meaning."""


@pytest.mark.clause("P-words")
def test_traditional_text_has_no_simplified_character() -> None:
    """Big5 holds the traditional forms only."""
    wrong = {name: unwritable(text.hant, "big5") for name, text in CATALOGUE.items()}
    assert {name: each for name, each in wrong.items() if each} == {}
    other = {name: set(text.hant) & set(AMBIGUOUS) for name, text in CATALOGUE.items()}
    assert {name: each for name, each in other.items() if each} == {}


@pytest.mark.clause("P-words")
def test_simplified_text_has_no_traditional_character() -> None:
    """GB 2312 holds the simplified forms only."""
    wrong = {name: unwritable(text.hans, "gb2312") for name, text in CATALOGUE.items()}
    assert {name: each for name, each in wrong.items() if each} == {}
    other = {name: set(text.hans) & set(AMBIGUOUS.values()) for name, text in CATALOGUE.items()}
    assert {name: each for name, each in other.items() if each} == {}


@pytest.mark.clause("P-words")
def test_english_text_is_english() -> None:
    wrong = {
        name: text.en
        for name, text in CATALOGUE.items()
        if any(each >= "\u2e80" for each in text.en)
    }
    assert wrong == {}


@pytest.mark.parametrize("text", ["業", "个", "單", "们"])
def test_the_check_of_characters_finds_them(text: str) -> None:
    assert bool(unwritable(text, "big5")) is not bool(unwritable(text, "gb2312"))


@pytest.mark.clause("P-words")
def test_every_refusal_of_the_program_has_words_for_what_it_says() -> None:
    wrong, seen = [], set()
    for where, call in everywhere("Refusal"):
        said = {each.arg for each in call.keywords}
        for code in texts(argument(call, 0, "code")):
            seen.add(code)
            if code not in REFUSALS or not set(places(REFUSALS[code][1].en)) <= said:
                wrong.append((where, code))
        clauses = texts(argument(call, 1, "clause"))
        wrong += [(where, clause) for clause in clauses if clause not in CLAUSES]
    assert wrong == []
    assert len(seen) > 30


@pytest.mark.clause("P-words")
def test_every_fault_of_the_program_has_words_for_what_it_says() -> None:
    wrong, seen = [], set()
    for where, call in everywhere("Fault"):
        keys = set(members(argument(call, 2, "data")))
        for code in texts(argument(call, 1, "code")):
            seen.add(code)
            if code not in FAULTS or not set(places(FAULTS[code].en)) <= keys:
                wrong.append((where, code))
    assert wrong == []
    assert len(seen) > 15


@pytest.mark.clause("P-words")
def test_every_role_and_state_of_an_approval_has_a_name() -> None:
    assert set(ROLES) == set(Role)
    for state in ChainState:
        for language, other in ((HANT, "zh-Hant"), (HANS, "zh-Hans")):
            told = spoken.detail("approval_over", language, {"state": state})
            assert state.value not in told, f"{other}: {told}"


@pytest.mark.clause("P-words")
def test_a_choice_has_one_name_in_each_language() -> None:
    """Two states with one name cannot be told apart on the screen."""
    for kind, names in NAMES.items():
        if kind in {"field", "operation"}:  # nobody chooses among all of them
            continue
        for language in Language:
            told = [text.say(language) for text in names.values()]
            assert len(set(told)) == len(told), (kind, language)


def test_words_are_said_with_their_places_filled_in() -> None:
    text = Words(hant="最多 {max}。", hans="最多 {max} 个。", en="At most {max}.")
    assert text.say(HANT, max=3) == "最多 3。"
    assert text.say(HANS, max=3) == "最多 3 个。"
    assert text.say(EN, max=3) == "At most 3."
    assert text.say(EN, max="{min}") == "At most {min}."  # what is filled in is never read as text


def test_words_cannot_be_made_with_a_language_missing() -> None:
    with pytest.raises(TypeError):
        Words(hant="一", hans="一")  # type: ignore[call-arg]
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"hant": "一", "en": "one"}, Words)


@pytest.mark.clause("P-words")
def test_a_refusal_names_roles_and_steps_as_people_do() -> None:
    assert spoken.title("not_your_step", HANT) == "無權辦理"
    roles = {"roles": ["desk", "finance"]}
    assert spoken.detail("not_your_step", HANT, roles) == "此事由以下角色辦理:客服前臺、財務部。"
    assert spoken.detail("not_your_step", EN, roles) == "This is for: front desk, finance."
    late = {"state": State.COMPLETED, "step": "accept", "missing": ["accept"]}
    assert spoken.detail("out_of_order", HANS, late) == "目前为“已完工”;请先完成“验收”。"
    assert spoken.fault("not_a_choice", EN, {"choices": ["a", "b"]}) == "This is one of: a, b."
    within = {"min": 0, "max": 123_456}
    said = spoken.fault("out_of_range", EN, {**within, "unit": "fen"})
    assert said == "This lies between ¥0.00 and ¥1,234.56."
    place = spoken.fault("one_of", HANT, {"fields": ["unit", "area"]})
    assert place == "請填其中一項:單元、公共區域。"


@pytest.mark.clause("P-tell", "P-money")
@pytest.mark.parametrize(
    ("function", "position", "words"),
    [
        ("about", 2, MESSAGES),
        ("department", 1, MESSAGES),
        ("reopened", 2, MESSAGES),
        ("supervisor", 0, MESSAGES),
        ("transfer", 0, MEMOS),
    ],
)
def test_every_message_and_memo_of_the_program_has_words(
    function: str, position: int, words: dict[str, Words]
) -> None:
    """A message is told the order's number and its place; nothing else may be left open in it."""
    codes = {
        code for _, call in everywhere(function) for code in texts(argument(call, position, "code"))
    }
    assert codes
    assert codes <= set(words)
    assert {place for code in codes for place in places(words[code].en)} <= {
        "number",
        "place",
    }


@pytest.mark.clause("P-words")
def test_states_and_steps_are_said_as_their_own_record_has_them() -> None:
    """One code means another thing of each: a stay that waits is no file that waits."""
    stay, awaited = StayState.WAITING, FileState.WAITING
    assert "輪候床位" in spoken.detail("too_late", HANT, {"state": stay})
    assert "待上傳" in spoken.detail("too_late", HANT, {"state": awaited})
    for life in lives():
        states, steps = spoken.LIVES[type(life.states[0]).__name__]
        assert states.keys() >= set(life.states), life.states
        assert steps.keys() >= life.steps.keys(), life.steps


def lives() -> Iterator[Life]:
    """The tables by which records live."""
    for found in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        if found.name.endswith((".life", ".lives")):
            for each in vars(importlib.import_module(found.name)).values():
                if isinstance(each, Life):
                    yield each
