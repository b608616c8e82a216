"""What is private, sealed at rest per person and found by keyed index (P-private).

Each person's key is derived from the site-wide secret and the person's own random salt. Without
the salt the key cannot be derived by anyone, so forgetting the salt forgets the person.
"""

import base64
import hmac
import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec.structs import replace

from chalicelib.core.people import Person, Sealed
from chalicelib.core.private import mask, normal

_NONCE = 12
_SALT = 32


class Vault:
    """Seals and opens private values; the secret is asked for when the first one is."""

    def __init__(
        self, secret: Callable[[], bytes], random: Callable[[int], bytes] = os.urandom
    ) -> None:
        self._secret = cache(secret)
        self._random = random

    def index(self, site: str, phone: str) -> str:
        """Keyed hash of a number: equal within a site, unlinkable between sites."""
        key = self._derived(b"", f"index/{site}")
        return hmac.new(key, normal(phone).encode(), sha256).hexdigest()[:32]

    def caller_id(self, site: str, phone: str) -> str:
        """The id of whoever calls from a number: it follows from the number, and hides it."""
        return f"caller-{self.index(site, phone)}"

    def caller(self, site: str, name: str, phone: str) -> Person:
        """Whoever calls from a number, as a person not stored yet."""
        person = Person(site=site, id=self.caller_id(site, phone), name=name)
        return self.with_phone(person, phone)

    def with_phone(self, person: Person, phone: str) -> Person:
        """The person with this telephone number, sealed by a key of their own."""
        salt = person.salt or base64.b64encode(self._random(_SALT)).decode()
        nonce = self._random(_NONCE)
        box = AESGCM(self._key(person.site, person.id, salt)).encrypt(
            nonce, normal(phone).encode(), _label(person)
        )
        sealed = Sealed(
            box=base64.b64encode(nonce + box).decode(),
            index=self.index(person.site, phone),
            mask=mask(normal(phone)),
        )
        return replace(person, phone=sealed, salt=salt)

    def phone(self, person: Person) -> str:
        """The person's number in clear. Whoever asks for it records that they read it."""
        assert person.phone
        sealed = base64.b64decode(person.phone.box)
        key = AESGCM(self._key(person.site, person.id, person.salt))
        return key.decrypt(sealed[:_NONCE], sealed[_NONCE:], _label(person)).decode()

    def _key(self, site: str, person: str, salt: str) -> bytes:
        return self._derived(base64.b64decode(salt), f"person/{site}/{person}")

    def _derived(self, salt: bytes, purpose: str) -> bytes:
        secret = self._secret()
        if len(secret) != 32:
            raise ValueError("the vault's secret is 32 bytes")
        return HKDF(hashes.SHA256(), 32, salt, purpose.encode()).derive(secret)


def _label(person: Person) -> bytes:
    return f"{person.site}#{person.id}#phone".encode()
