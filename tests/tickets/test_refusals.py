"""A form left unfinished is refused under the clause that asks for what is missing."""

from typing import Any

import pytest

from tests.support.world import World
from tests.tickets.building import UNCOVERED, Case, outcome

LEFT_OUT: list[tuple[str, dict[str, Any], str, tuple[str, str]]] = [
    ("overrule-warranty", {"reason": ""}, "T-4.3.2", ("/reason", "too_short")),
    ("notify", {"told": " "}, "T-4.3.2", ("/told", "not_in_form")),
    ("dispatch", {"department": None}, "T-3.0", ("/department", "not_text")),
    ("take", {"signed_name": ""}, "T-4.5", ("/signed_name", "too_short")),
    ("quote", {"lines": []}, "T-4.3.2", ("/lines", "too_short")),
    ("complete", {"result": ""}, "T-4.3.2", ("/result", "too_short")),
    ("follow-up", {"satisfaction": 6}, "T-4.4.1", ("/satisfaction", "out_of_range")),
    ("visit", {"consent": None}, "T-4.4.2", ("/consent", "not_yes_or_no")),
    ("correct", {"reason": ""}, "T-4.4.3", ("/reason", "too_short")),
    ("review", {"signed_name": ""}, "T-4.4.4", ("/signed_name", "too_short")),
    ("send-back", {"words": ""}, "T-4.4.4", ("/words", "too_short")),
]


@pytest.mark.clause("T-2.0")
def test_an_intake_without_their_words_names_the_clause(estate: World) -> None:
    reply = estate.intake(words=None)
    assert outcome(reply) == ("invalid_form", "T-2.0", ("/words", "required"))


@pytest.mark.clause("T-3.0", "T-4.3.2", "T-4.4.1", "T-4.4.2", "T-4.4.3", "T-4.4.4", "T-4.5")
@pytest.mark.parametrize(("command", "given", "clause", "fault"), LEFT_OUT)
def test_an_unfinished_form_names_the_clause(
    estate: World, command: str, given: dict[str, Any], clause: str, fault: tuple[str, str]
) -> None:
    case = Case(estate, **UNCOVERED)
    who = {"take": "head-cheung", "quote": "head-cheung", "complete": "head-cheung"}.get(command)
    if who:
        case.step("dispatch")
    assert case.refuses(command, who, **given) == ("invalid_form", clause, fault)
