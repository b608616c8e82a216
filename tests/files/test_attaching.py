"""Files over HTTP: who may, what is refused, what is shown, and what is removed (P-files)."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.files.jobs import orphans
from chalicelib.files.model import Attachment
from chalicelib.service import deadlines
from chalicelib.service.deadlines import Report
from tests.support import storage
from tests.support.residents import stored
from tests.support.storage import fetched
from tests.support.uploads import JPEG, add, announced, attach, attached, put
from tests.support.world import Reply, World
from tests.tickets.building import Case

DAY = timedelta(days=1)


def outcome(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.json["code"], reply.json["clause"]


def listed(world: World, ticket: str, who: str = "desk-chan") -> list[str]:
    return [each["file"]["id"] for each in world.get(f"/tickets/{ticket}/files", who).json["items"]]


def key(world: World, file: dict[str, Any]) -> str:
    return f"{world.site}/{file['host'].replace('#', '/')}/{file['id']}"


def sweep(world: World) -> Report:
    """The job, for this site."""
    job = orphans(world.house.objects)
    return deadlines.run(world.house.service, job, world.clock(), "sweep", site=world.site)


@pytest.fixture
def ticket(estate: World) -> str:
    id: str = estate.intake().ticket["id"]
    return id


@pytest.mark.clause("P-files", "P-history")
def test_a_photo_goes_its_whole_way(estate: World, ticket: str) -> None:
    reply = add(estate, ticket)
    assert (reply.status, reply.json["file"]["state"], reply.json["link"]) == (201, "waiting", None)
    assert reply.headers["Location"].endswith(f"/files/{reply.json['file']['id']}")
    assert put(reply) == 200
    done = attach(estate, reply)
    file = done.json["file"]
    assert (done.status, file["state"], done.json["upload"]) == (200, "attached", None)
    shown = estate.get(f"/tickets/{ticket}", "gm-ng")
    assert shown.etag == '"2"'
    assert [each["id"] for each in shown.ticket["files"]] == [file["id"]]
    *_, entry = estate.get(f"/tickets/{ticket}/history", "gm-ng").json["items"]
    assert (entry["command"], entry["clause"], entry["by"]) == (
        "ticket-file-attach",
        "P-files",
        "desk-chan",
    )
    assert entry["facts"]["sha256"] == announced()["sha256"]
    for who in ("desk-chan", "gm-ng", "finance-ho", "owner-wong"):
        [item] = estate.get(f"/tickets/{ticket}/files", who).json["items"]
        status, headers, body = fetched("GET", item["link"]["url"])
        assert (status, body, headers["Content-Type"]) == (200, JPEG, "image/jpeg")
        assert headers["Content-Disposition"].startswith("attachment; ")
        assert headers["Content-Disposition"].endswith("%E6%BC%8F%E6%B0%B4.jpg")


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (JPEG, {}, 200),
        (JPEG[:-1] + b"!", {}, 400),  # of the same size, with another digest
        (JPEG[:-1], {"Content_Length": str(len(JPEG) - 1)}, 403),
        (JPEG + b"!", {"Content_Length": str(len(JPEG) + 1)}, 403),
        (JPEG, {"Content_Type": "text/html"}, 403),
        (JPEG, {"Content_Type": "image/png"}, 403),
        (JPEG, {"x_amz_checksum_sha256": "0" * 43 + "="}, 403),
        (JPEG, {"x_amz_checksum_sha256": ""}, 403),
        (JPEG, {"If_None_Match": ""}, 403),
        (JPEG, {"x_amz_acl": "public-read"}, 403),  # what was not signed is not heard
    ],
    ids=range(10),
)
def test_the_storage_takes_what_was_announced_and_nothing_else(
    estate: World, ticket: str, content: bytes, headers: dict[str, str], status: int
) -> None:
    reply = add(estate, ticket)
    assert put(reply, content, **headers) == status
    assert attach(estate, reply).status == (200 if status == 200 else 409)


@pytest.mark.clause("P-files")
def test_what_is_there_is_never_overwritten(estate: World, ticket: str) -> None:
    reply = add(estate, ticket)
    assert [put(reply), put(reply)] == [200, 412]
    attach(estate, reply)
    assert put(reply) == 412


@pytest.mark.clause("P-files")
def test_before_it_is_uploaded_it_stays_waiting(estate: World, ticket: str) -> None:
    reply = add(estate, ticket)
    assert outcome(attach(estate, reply)) == (409, "file_missing", "P-files")
    again = estate.get(f"/tickets/{ticket}/files/{reply.json['file']['id']}", "desk-chan")
    assert (again.etag, again.json["file"]["state"]) == (reply.etag, "waiting")
    assert put(again) == 200
    assert attach(estate, again).status == 200


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hant", "檔案的內容不是PDF 文件;請以正確的類型重新上傳。"),
        ("zh-Hans", "文件的内容不是PDF 文件;请以正确的类型重新上传。"),
        ("en", "Its content is no PDF document; upload it anew as what it is."),
    ],
)
def test_what_is_not_what_it_says_is_refused_in_words_and_given_up(
    estate: World, ticket: str, language: str, words: str
) -> None:
    reply = add(estate, ticket, media_type="application/pdf")
    assert put(reply) == 200
    refused = attach(estate, reply, language=language)
    assert outcome(refused) == (422, "file_not_its_type", "P-files")
    assert refused.json["detail"] == words
    shown = estate.get(f"/tickets/{ticket}/files/{reply.json['file']['id']}", "desk-chan").json
    assert (shown["file"]["state"], shown["file"]["refused"]) == ("abandoned", "file_not_its_type")
    assert (shown["upload"], shown["link"], listed(estate, ticket)) == (None, None, [])
    stale = attach(estate, reply)
    assert (stale.status, stale.json["present"]["file"]["refused"]) == (412, "file_not_its_type")
    assert outcome(attach(estate, reply, if_match='"2"')) == (409, "file_settled", "P-files")


@pytest.mark.clause("P-files")
def test_what_came_past_the_announcement_is_found_and_refused(estate: World, ticket: str) -> None:
    """Put there by somebody who may write to the bucket: the storage did not check, we do."""
    objects = estate.house.objects
    for given, code in (
        ({"Body": JPEG + b"!", "ContentType": "image/jpeg"}, "file_size_differs"),
        ({"Body": JPEG[:-1] + b"!", "ContentType": "image/jpeg"}, "file_digest_differs"),
        ({"Body": JPEG, "ContentType": "text/html"}, "file_type_differs"),
    ):
        reply = add(estate, ticket)
        objects._client.put_object(  # type: ignore[attr-defined]
            Bucket=objects._bucket,  # type: ignore[attr-defined]
            Key=key(estate, reply.json["file"]),
            **given,
        )
        assert outcome(attach(estate, reply)) == (422, code, "P-files")
    assert listed(estate, ticket) == []


@pytest.mark.clause("P-files", "P-who")
def test_a_file_that_is_waited_for_is_known_to_its_uploader_only(
    estate: World, ticket: str
) -> None:
    reply = add(estate, ticket)
    put(reply)
    path = f"/tickets/{ticket}/files/{reply.json['file']['id']}"
    for who in ("desk-leung", "supervisor-chow", "gm-ng", "owner-wong", "assistant-lam"):
        assert outcome(estate.get(path, who)) == (404, "not_found", "P-who")
    for who in ("desk-leung", "supervisor-chow", "owner-wong"):
        assert outcome(attach(estate, reply, who)) == (404, "not_found", "P-who")
    assert listed(estate, ticket) == []
    attach(estate, reply)
    assert estate.get(path, "gm-ng").json["link"]


@pytest.mark.clause("P-files", "P-who")
def test_under_another_ticket_or_site_a_file_does_not_exist(estate: World, ticket: str) -> None:
    file, waiting = attached(estate, ticket), add(estate, ticket)
    put(waiting)
    other = estate.intake().ticket["id"]
    for reply in (file, waiting):
        path = f"/tickets/{other}/files/{reply.json['file']['id']}"
        assert outcome(estate.get(path, "desk-chan")) == (404, "not_found", "P-who")
        posted = estate.post(f"{path}/attach", "desk-chan", if_match=reply.etag)
        assert outcome(posted) == (404, "not_found", "P-who")
    elsewhere = World(estate.house, estate.clock, "site-elsewhere").load()
    path = f"/tickets/{ticket}/files/{file.json['file']['id']}"
    assert outcome(elsewhere.get(path, "desk-chan")) == (404, "not_found", "P-who")


@pytest.mark.clause("P-files", "P-who")
@pytest.mark.parametrize(
    ("who", "added", "seen"),
    [
        ("desk-leung", 201, 200),
        ("supervisor-chow", 201, 200),
        ("assistant-lam", 201, 200),
        ("engineer-wong", 201, 200),  # of the department that has it
        ("head-cheung", 201, 200),
        ("engineer-tse", 404, 404),  # of another
        ("owner-wong", 201, 200),  # whose flat it is
        ("owner-lau", 404, 404),
        ("finance-ho", 403, 200),
        ("gm-ng", 403, 200),
        ("admin-cheng", 403, 403),
    ],
)
def test_who_may_add_and_who_may_see(estate: World, who: str, added: int, seen: int) -> None:
    id = Case(estate).until("dispatch").id
    file = attached(estate, id).json["file"]["id"]
    assert add(estate, id, who).status == added
    for path in (f"/tickets/{id}/files", f"/tickets/{id}/files/{file}"):
        assert estate.get(path, who).status == seen


@pytest.mark.clause("P-files", "T-4.4.4")
def test_what_is_over_takes_no_file_and_keeps_those_it_has(estate: World) -> None:
    for last in ("archive", "cancel"):
        case = Case(estate)
        file = attached(estate, case.id).json["file"]["id"]
        waiting = add(estate, case.id)
        put(waiting)
        case.reply = estate.get(f"/tickets/{case.id}", "desk-chan")
        case.step("cancel") if last == "cancel" else case.until("archive")
        assert outcome(add(estate, case.id)) == (409, "too_late", "P-files")
        assert outcome(attach(estate, waiting)) == (409, "too_late", "P-files")
        assert listed(estate, case.id, "owner-wong") == [file]
        estate.clock.tick(days=400)
        sweep(estate)
        estate.clock.tick(days=1)
        sweep(estate)
        [item] = estate.get(f"/tickets/{case.id}/files", "gm-ng").json["items"]
        assert fetched("GET", item["link"]["url"])[2] == JPEG


@pytest.mark.clause("P-files")
def test_there_is_room_for_thirty(estate: World, ticket: str) -> None:
    files = [attached(estate, ticket).json["file"]["id"] for _ in range(29)]
    first, second = add(estate, ticket), add(estate, ticket)
    put(first)
    put(second)
    assert attach(estate, first).status == 200
    assert outcome(attach(estate, second)) == (409, "files_full", "P-files")
    assert outcome(add(estate, ticket)) == (409, "files_full", "P-files")
    assert listed(estate, ticket) == [*files, first.json["file"]["id"]]
    assert "files" not in estate.get(f"/tickets/{ticket}", "desk-chan").actions


@pytest.mark.clause("P-files", "P-together")
def test_the_record_may_move_on_while_a_file_is_uploaded(estate: World) -> None:
    """The file's own version is named; what others did to the ticket is not in the way."""
    case = Case(estate)
    reply = add(estate, case.id)
    case.step("dispatch")
    put(reply)
    assert attach(estate, reply).status == 200
    assert estate.get(f"/tickets/{case.id}", "desk-chan").etag == '"3"'


@pytest.mark.clause("P-files", "P-once")
def test_attaching_again_with_its_key_answers_as_before(estate: World, ticket: str) -> None:
    path = f"/tickets/{ticket}/files"
    reply, same = (estate.post(path, "desk-chan", announced(), key="announce") for _ in range(2))
    assert (same.status, same.body) == (201, reply.body)
    put(reply)
    done = attach(estate, reply, key="attach")
    again = attach(estate, reply, key="attach")
    assert (again.status, again.body) == (200, done.body)
    assert outcome(attach(estate, reply)) == (412, "stale", "P-together")
    assert len(listed(estate, ticket)) == 1


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    ("after", "done"),
    [
        (DAY - timedelta(milliseconds=1), False),
        (DAY, True),
        (DAY * 30, True),
    ],
)
def test_what_nobody_attached_is_given_up_after_a_day_and_removed_after_an_hour(
    world: World, after: timedelta, done: bool
) -> None:
    ticket = world.intake().ticket["id"]
    began = world.clock.at
    reply = add(world, ticket)
    put(reply)
    id, objects = reply.json["file"]["id"], world.house.objects
    world.clock.at = began + after
    sweep(world)
    file = stored(world, Attachment, id)
    assert (file.state, file.refused) == ("abandoned" if done else "waiting", None)
    assert objects.inspect(file.key)
    if done:
        assert outcome(attach(world, reply, if_match='"2"')) == (409, "file_settled", "P-files")
        world.clock.at += timedelta(minutes=59)
        assert sweep(world).fired == 0
        world.clock.at += timedelta(minutes=1)
        assert sweep(world).fired == 1
        assert objects.inspect(file.key) is None
        world.clock.at += DAY
        assert sweep(world).due == 0


@pytest.mark.clause("P-files")
def test_what_is_uploaded_again_after_it_was_refused_is_removed_too(
    estate: World, ticket: str
) -> None:
    reply = add(estate, ticket, media_type="application/pdf")
    put(reply)
    assert attach(estate, reply).status == 422
    place, objects = key(estate, reply.json["file"]), estate.house.objects
    objects.remove(place)
    assert put(reply) == 200  # its ten minutes are not over
    estate.clock.tick(hours=1)
    sweep(estate)
    assert objects.inspect(place) is None


@pytest.mark.clause("P-files")
def test_where_the_storage_does_not_answer_nothing_happens(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attaching says to come back; the job leaves what it could not remove for its next run."""
    ticket = world.intake().ticket["id"]
    waiting, wrong = add(world, ticket), add(world, ticket, media_type="application/pdf")
    put(waiting)
    put(wrong)
    attach(world, wrong)
    lost = wrong.json["file"]["id"]
    world.clock.tick(hours=1)
    with monkeypatch.context() as down:
        nowhere = storage.adapter("http://127.0.0.1:9")
        down.setattr(world.house.objects, "inspect", nowhere.inspect)
        down.setattr(world.house.objects, "remove", nowhere.remove)
        assert attach(world, waiting, key="later").status == 503
        assert (sweep(world).failed, stored(world, Attachment, lost).state) == (1, "abandoned")
    assert attach(world, waiting, key="later").status == 200
    assert sweep(world).fired == 1


@pytest.mark.clause("P-files", "P-private")
def test_no_link_is_logged(estate: World, ticket: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", "chalicelib"):
        attached(estate, ticket)
    assert "X-Amz-Signature" not in caplog.text
    assert "漏水" not in caplog.text
