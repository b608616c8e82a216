"""Files as clients send them: announced, uploaded, attached."""

from hashlib import sha256
from typing import Any

from tests.support.storage import fetched
from tests.support.world import Reply, World

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"photo" * 20


def announced(content: bytes = JPEG, **given: Any) -> dict[str, Any]:
    """The form that announces a file."""
    return {
        "name": "漏水.jpg",
        "media_type": "image/jpeg",
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
    } | given


def add(world: World, ticket: str, who: str = "desk-chan", **given: Any) -> Reply:
    """A file announced; the JPEG, unless said otherwise."""
    return world.post(f"/tickets/{ticket}/files", who, announced(**given))


def put(reply: Reply, content: bytes = JPEG, **headers: str) -> int:
    """The file uploaded as the answer says, or otherwise; the status."""
    upload = reply.json["upload"]
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {name: value for name, value in {**upload["headers"], **changed}.items() if value}
    return fetched(upload["method"], upload["url"], sent, content)[0]


def attach(world: World, reply: Reply, who: str = "desk-chan", **more: Any) -> Reply:
    """The file attached, as the last reply showed it."""
    file = reply.json["file"]
    path = f"/tickets/{file['host'].removeprefix('ticket#')}/files/{file['id']}/attach"
    return world.post(path, who, **{"if_match": reply.etag, **more})


def attached(world: World, ticket: str, who: str = "desk-chan") -> Reply:
    """A photo on the ticket, the whole way."""
    reply = add(world, ticket, who)
    assert put(reply) == 200
    done = attach(world, reply, who)
    assert done.status == 200, done.json
    return done
