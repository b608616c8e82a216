"""Many at once: one letter has one reception, and no signature counts for what was changed."""

from collections import Counter

import pytest

from tests.support.crowd import CLIENTS, at_once, conflicts
from tests.support.hospital import GM, HOST, OFFICE_HEAD, OFFICER, peopled
from tests.support.receptions import (
    asking,
    deciding,
    done,
    letter,
    now,
    planned,
    requested,
    submitted,
)
from tests.support.world import Reply, World


@pytest.mark.clause("R-2.1", "P-once", "P-number")
@pytest.mark.parametrize("seed", range(2))
def test_of_fifty_requests_for_one_letter_at_once_one_is_made(real: World, seed: int) -> None:
    form = asking(peopled(real), letter=letter(real))
    with conflicts(real, seed):
        replies = at_once(lambda n: real.post("/receptions", (HOST, OFFICER)[n % 2], form))
    assert Counter(each.status for each in replies) == {201: 1, 409: CLIENTS - 1}
    assert {each.json["code"] for each in replies if each.status == 409} == {"letter_used"}
    [made] = [each for each in replies if each.status == 201]
    number = made.json["reception"]["forms"][0]["number"]
    after = requested(real).json["reception"]["forms"][0]["number"]
    assert int(after[-4:]) == int(number[-4:]) + 1  # none was lost by those refused


@pytest.mark.clause("R-2.1")
def test_of_two_that_take_a_free_letter_again_at_once_one_has_it(real: World) -> None:
    paper = letter(real)
    over = done(real, submitted(real, requested(real, letter=paper)), "withdraw", HOST)
    path = f"/receptions/{over.json['reception']['id']}/edit"
    form, etag = asking(real, letter=paper), now(real, over).etag

    def take(n: int) -> Reply:
        if n % 2:
            return real.post(path, HOST, form, if_match=etag)
        return real.post("/receptions", OFFICER, form)

    taken = Counter(each.status for each in at_once(take, 10))
    assert taken[200] + taken[201] == 1


@pytest.mark.clause("P-approve", "P-together", "R-4.2.1")
def test_a_change_and_the_last_signature_at_once_never_both_count(real: World) -> None:
    for _ in range(5):
        reply = done(real, submitted(real, planned(real)), "approve", OFFICE_HEAD)
        path = f"/receptions/{reply.json['reception']['id']}"
        grants = {"grants": deciding(reply)}

        def act(n: int, path: str = path, grants: object = grants, etag: str = reply.etag) -> Reply:
            if n % 2:
                return real.post(f"{path}/approve", GM, grants, if_match=etag)
            return real.post(f"{path}/plan", HOST, {"lines": []}, if_match=etag)

        statuses = Counter(each.status for each in at_once(act, 8))
        assert statuses == {200: 1, 412: 7}
        shown = now(real, reply).json["reception"]
        assert (
            (shown["state"] == "approved")
            == bool(shown["granted"])
            == bool(shown["content"]["lines"])
        )
