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
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec.structs import replace

from chalicelib.core.people import GUEST, Person, Sealed
from chalicelib.core.private import mask, mask_mail, normal, normal_identity

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
        person = self._salted(person)
        sealed = Sealed(
            box=self._boxed(self._key(person), normal(phone), _label(person, "phone")),
            index=self.index(person.site, phone),
            mask=mask(normal(phone)),
        )
        return replace(person, phone=sealed)

    def phone(self, person: Person) -> str:
        """The person's number in clear. Whoever asks for it records that they read it."""
        assert person.phone
        return self._opened(self._key(person), person.phone.box, _label(person, "phone"))

    def with_mail(self, person: Person, mail: str) -> Person:
        """The person with this e-mail address, sealed by a key of their own."""
        person = self._salted(person)
        key = self._derived(b"", f"mail-index/{person.site}")
        sealed = Sealed(
            box=self._boxed(self._key(person), mail, _label(person, "mail")),
            index=hmac.new(key, mail.lower().encode(), sha256).hexdigest()[:32],
            mask=mask_mail(mail),
        )
        return replace(person, mail=sealed)

    def mail(self, person: Person) -> str:
        """The person's e-mail address in clear: only what is sent to them may need it."""
        assert person.mail
        return self._opened(self._key(person), person.mail.box, _label(person, "mail"))

    def guest(self, site: str, name: str, number: str) -> Person:
        """Whoever has an identity document of this number, as a person not stored yet.

        The id follows from the number by a keyed hash, and hides it: who is met again is known.
        """
        plain = normal_identity(number)
        key = self._derived(b"", f"identity-index/{site}")
        index = hmac.new(key, plain.encode(), sha256).hexdigest()[:32]
        person = self._salted(Person(site=site, id=f"{GUEST}{index}", name=name))
        box = self._boxed(self._key(person), plain, _label(person, "identity"))
        return replace(person, identity=Sealed(box=box, index=index, mask=mask(plain)))

    def identity(self, person: Person) -> str:
        """The number in clear. Whoever asks for it records that they read it."""
        assert person.identity
        return self._opened(self._key(person), person.identity.box, _label(person, "identity"))

    def seal(self, owner: str, value: str) -> str:
        """A site's secret, sealed so that it opens for what it belongs to and nothing else."""
        return self._boxed(self._derived(b"", f"secret/{owner}"), value, owner.encode())

    def unseal(self, owner: str, box: str) -> str:
        """A site's secret in clear: only what is sent by it may need it."""
        return self._opened(self._derived(b"", f"secret/{owner}"), box, owner.encode())

    def sign(self, purpose: str, text: str) -> str:
        """Signature (Ed25519) of a text by a key for this purpose. A text has one and no other, so
        that who has the key compares it; who has not can neither guess it nor make one.
        """
        return _spelt(self._signer(purpose).sign(text.encode()))

    def public_key(self, purpose: str) -> str:
        """By what everybody tells what was signed for this purpose, and nobody signs."""
        return _spelt(self._signer(purpose).public_key().public_bytes_raw())

    def _signer(self, purpose: str) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._derived(b"", f"sign/{purpose}"))

    def _boxed(self, key: bytes, value: str, label: bytes) -> str:
        nonce = self._random(_NONCE)
        return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, value.encode(), label)).decode()

    def _opened(self, key: bytes, box: str, label: bytes) -> str:
        sealed = base64.b64decode(box)
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], label).decode()

    def _salted(self, person: Person) -> Person:
        salt = person.salt or base64.b64encode(self._random(_SALT)).decode()
        return replace(person, salt=salt)

    def _key(self, person: Person) -> bytes:
        return self._derived(base64.b64decode(person.salt), f"person/{person.site}/{person.id}")

    def _derived(self, salt: bytes, purpose: str) -> bytes:
        secret = self._secret()
        if len(secret) != 32:
            raise ValueError("the vault's secret is 32 bytes")
        return HKDF(hashes.SHA256(), 32, salt, purpose.encode()).derive(secret)


def _spelt(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _label(person: Person, what: str) -> bytes:
    return f"{person.site}#{person.id}#{what}".encode()
