"""A number at rest is readable with the person's key alone, and found by hash alone (P-private)."""

import base64
from collections.abc import Callable

import pytest
from cryptography.exceptions import InvalidTag
from msgspec.structs import replace

from chalicelib.core.people import Person, Sealed
from chalicelib.store.vault import Vault
from tests.store.shelf import Shelf

pytestmark = pytest.mark.clause("P-private")

VAULT = Vault(lambda: b"k" * 32)
NUMBER = "13912345678"
WONG = VAULT.with_phone(Person(site="jade", id="owner-wong", name="黃麗華"), NUMBER)


def sealed(person: Person) -> Sealed:
    assert person.phone
    return person.phone


@pytest.mark.parametrize("written", [NUMBER, "139 1234 5678", "+86-139-1234-5678"])
def test_a_number_is_found_however_it_was_written(written: str) -> None:
    assert VAULT.index("jade", written) == sealed(WONG).index
    assert VAULT.caller_id("jade", written) == VAULT.caller_id("jade", NUMBER)
    assert VAULT.phone(VAULT.with_phone(WONG, written)) == NUMBER


def test_other_numbers_other_sites_and_other_secrets_have_other_indexes() -> None:
    indexes = {
        VAULT.index("jade", NUMBER),
        VAULT.index("lake", NUMBER),
        VAULT.index("jade", "13912345679"),
        Vault(lambda: b"j" * 32).index("jade", NUMBER),
    }
    assert len(indexes) == 4
    assert all(len(index) == 32 for index in indexes)


def test_the_same_number_is_sealed_differently_each_time() -> None:
    boxes = {sealed(VAULT.with_phone(WONG, NUMBER)).box for _ in range(20)}
    assert len(boxes) == 20


def test_a_person_keeps_their_salt_and_everyone_has_their_own() -> None:
    assert VAULT.with_phone(WONG, "13900000000").salt == WONG.salt
    salts = {VAULT.caller("jade", "x", NUMBER).salt for _ in range(20)}
    assert len(salts) == 20
    assert all(len(base64.b64decode(salt)) == 32 for salt in salts)


def test_a_caller_is_known_by_their_number_and_nothing_of_it_shows() -> None:
    caller = VAULT.caller("jade", "陳先生", "139 1234 5678")
    assert caller.id == VAULT.caller_id("jade", NUMBER) == f"caller-{sealed(caller).index}"
    assert (caller.name, caller.version, sealed(caller).mask) == ("陳先生", 0, "139****5678")
    assert VAULT.phone(caller) == NUMBER


def flipped(text: str, place: int) -> str:
    raw = bytearray(base64.b64decode(text))
    raw[place] ^= 1
    return base64.b64encode(raw).decode()


def with_box(box: str) -> Person:
    return replace(WONG, phone=replace(sealed(WONG), box=box))


@pytest.mark.parametrize(
    "person",
    [
        replace(WONG, salt=flipped(WONG.salt, 0)),
        replace(WONG, salt=""),  # forgotten
        replace(WONG, id="owner-lau"),  # moved to another person with its salt
        replace(WONG, site="lake"),
        with_box(flipped(sealed(WONG).box, 0)),  # the nonce
        with_box(flipped(sealed(WONG).box, 12)),  # the number
        with_box(flipped(sealed(WONG).box, -1)),  # the tag
        with_box(base64.b64encode(base64.b64decode(sealed(WONG).box)[:-1]).decode()),
        with_box(sealed(VAULT.with_phone(replace(WONG, salt=""), NUMBER)).box),
    ],
)
def test_a_box_opens_for_its_own_person_only(person: Person) -> None:
    with pytest.raises(InvalidTag):
        VAULT.phone(person)


def test_a_box_does_not_open_with_another_secret() -> None:
    with pytest.raises(InvalidTag):
        Vault(lambda: b"j" * 32).phone(WONG)


@pytest.mark.parametrize("secret", [b"", b"k" * 31, b"k" * 33])
def test_a_vault_without_a_whole_secret_does_not_open(secret: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(lambda: secret).index("jade", NUMBER)


def test_chance_is_given_from_outside() -> None:
    def zeros(size: int) -> bytes:
        return b"\x00" * size

    one, other = (Vault(lambda: b"k" * 32, zeros).caller("jade", "x", NUMBER) for _ in range(2))
    assert one == other


WRITINGS: tuple[Callable[[str], bytes], ...] = (
    lambda number: number.encode(),
    lambda number: base64.b64encode(number.encode()).rstrip(b"="),
    lambda number: number.encode().hex().encode(),
    lambda number: number[3:].encode(),  # without its prefix
    lambda number: number[:7].encode(),  # its beginning
)


def test_no_byte_of_what_is_stored_tells_the_number(shelf: Shelf) -> None:
    written = "139-1234-5678"
    person = VAULT.caller(shelf.site, "陳先生", written)
    shelf.add(person)
    everything = "".join(
        key for table in shelf.dump().values() for key in table if shelf.site in key
    ).encode()
    assert person.id.encode() in everything
    for number in (NUMBER, written, "139 1234 5678"):
        for writing in WRITINGS:
            assert writing(number) not in everything


DOCUMENT = "110101199003070038"


@pytest.mark.clause("P-private")
def test_a_guest_is_known_again_by_the_document_however_its_number_is_written() -> None:
    one, other = (VAULT.guest("jade", "王秀英", each) for each in ("H123456(7)", "h 1234567"))
    assert one.id == other.id
    assert one.identity
    assert one.identity.mask == "****4567"
    assert VAULT.identity(one) == VAULT.identity(other) == "H1234567"
    assert VAULT.guest("lake", "王秀英", "H1234567").id != one.id  # unlinkable between sites


@pytest.mark.clause("P-private")
def test_no_byte_of_a_stored_guest_tells_the_document(shelf: Shelf) -> None:
    guest = VAULT.guest(shelf.site, "王秀英", DOCUMENT)
    shelf.add(guest)
    everything = "".join(
        key for table in shelf.dump().values() for key in table if shelf.site in key
    ).encode()
    assert guest.id.encode() in everything
    for writing in WRITINGS:
        assert writing(DOCUMENT) not in everything
