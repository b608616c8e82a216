"""Who is asking: bearer tokens of an OIDC issuer, verified inside the function (P-who)."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from math import inf
from threading import Lock
from typing import Any
from urllib.request import urlopen

import jwt

from chalicelib.core.errors import Refusal

ALGORITHMS = {"RS256": "RSA", "ES256": "EC"}
"""The only algorithms believed, each with the only type of key that it may be checked by."""
FRESH = 3600.0
"""Seconds for which a key set is believed."""
LASTING = 86400.0
"""Seconds for which it is still believed while the issuer does not answer."""
PATIENCE = 10.0
"""Seconds between two fetches, however many unknown keys are named meanwhile."""
LONGEST = 8192
"""Characters that a token may have."""
LEEWAY = 30
"""Seconds by which the issuer's clock may differ from ours."""
REMEMBERED = 1024
"""Tokens that are known again."""


def fetch(address: str) -> dict[str, Any]:
    """A JSON document; only `settings` decides which addresses may be asked."""
    with urlopen(address, timeout=3) as response:  # noqa: S310  issuer comes from settings, https if deployed
        document = json.loads(response.read())
    if not isinstance(document, dict):
        raise ValueError("no JSON object")
    return document


@dataclass
class KeySet:
    """An issuer's public keys, fetched when first needed and when an unknown one is named."""

    issuer: str
    fetch: Callable[[str], dict[str, Any]] = fetch
    clock: Callable[[], float] = time.monotonic
    _keys: dict[str, jwt.PyJWK] = field(default_factory=dict)
    _asked: float = -inf
    _fetched: float = -inf
    _lock: Lock = field(default_factory=Lock)

    def key(self, name: str) -> jwt.PyJWK | None:
        """The key of this name, if the issuer has it."""
        with self._lock:
            now = self.clock()
            wanted = name not in self._keys or now - self._fetched > FRESH
            if wanted and now - self._asked > PATIENCE:
                self._asked = now
                self._refresh(now)
            return self._keys.get(name) if now - self._fetched <= LASTING else None

    def _refresh(self, now: float) -> None:
        """Take what the issuer publishes now; if that is nothing sensible, keep what is known.

        The document must say that it is this issuer's (OIDC Discovery 1.0, 4.3).
        """
        try:
            found = self.fetch(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            if found["issuer"] != self.issuer:
                return
            published = self.fetch(str(found["jwks_uri"]))["keys"]
        except (OSError, ValueError, LookupError, TypeError):
            return
        if isinstance(published, list) and all(isinstance(key, dict) for key in published):
            self._keys = dict(_usable(published))
            self._fetched = now


def _usable(published: list[dict[str, Any]]) -> Iterator[tuple[str, jwt.PyJWK]]:
    """Names and keys that signatures may be checked by; others are left out (RFC 7517, 5)."""
    for key in published:
        name, algorithm = key.get("kid"), key.get("alg")
        signs = key.get("use", "sig") == "sig" and key.get("kty") in ALGORITHMS.values()
        if isinstance(name, str) and signs and algorithm in (None, *ALGORITHMS):
            with suppress(jwt.PyJWTError):
                yield name, jwt.PyJWK(key, algorithm)


@dataclass(frozen=True)
class _Believed:
    """A token that was verified: who it is of, by which key, and from when to when."""

    person: str
    name: str
    key: jwt.PyJWK
    since: float
    until: float


@dataclass
class Verifier:
    """Believes a token or refuses it.

    A token that comes again is known by its digest, as long as it lasts and the issuer's key is the
    very one that it was verified by: looking closely takes a third of a request's own time.
    """

    keys: KeySet
    audience: str
    person_claim: str
    _believed: dict[bytes, _Believed] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def person(self, authorization: str | None) -> str:
        """The person's id.

        Raises: Refusal `unauthenticated`, whatever is wrong: it tells an attacker nothing.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > LONGEST:
            raise Refusal("unauthenticated", "P-who")
        digest = sha256(token.encode("utf-8", "surrogateescape")).digest()
        known = self._believed.get(digest)
        if known and self._holds(known):
            return known.person
        believed = self._verified(token)
        with self._lock:
            while len(self._believed) >= REMEMBERED:
                self._believed.pop(next(iter(self._believed)))
            self._believed[digest] = believed
        return believed.person

    def _holds(self, known: _Believed) -> bool:
        now = time.time()
        in_time = known.since - LEEWAY <= now < known.until + LEEWAY
        return in_time and self.keys.key(known.name) is known.key

    def _verified(self, token: str) -> _Believed:
        try:
            header = jwt.get_unverified_header(token)
            algorithm, name = header.get("alg"), header.get("kid")
            key = self.keys.key(name) if isinstance(name, str) else None
            if name is None or key is None or ALGORITHMS.get(str(algorithm)) != key.key_type:
                raise Refusal("unauthenticated", "P-who")
            claims = jwt.decode(
                token,
                key.key,
                algorithms=[str(algorithm)],
                issuer=self.keys.issuer,
                leeway=LEEWAY,
                options={
                    "require": ["exp", "iat", "iss", self.person_claim],
                    "verify_aud": False,
                },
            )
        except jwt.PyJWTError:
            raise Refusal("unauthenticated", "P-who") from None
        person = claims[self.person_claim]
        if not isinstance(person, str) or self.audience not in _audiences(claims):
            raise Refusal("unauthenticated", "P-who")
        since = max(int(claims["iat"]), int(claims.get("nbf", 0)))
        return _Believed(person, name, key, since, int(claims["exp"]))


def _audiences(claims: dict[str, Any]) -> list[Any]:
    """Whom it is meant for. Cognito's access tokens say so in `client_id`, and have no `aud`.

    Its ID tokens have one, and are no leave to act: whoever says what a token is for is heard.
    """
    named, use = claims.get("aud"), claims.get("token_use")
    if use not in (None, "access"):
        return []
    if named is None and use == "access":
        named = claims.get("client_id")
    return named if isinstance(named, list) else [named]
