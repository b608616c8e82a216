"""Whom the edge believes: no hostile token, every good one, by keys that the issuer has now."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Event, Lock
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm, get_default_algorithms

from chalicelib import wiring
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person, Role
from chalicelib.store.meter import metered
from chalicelib.web.tokens import LEEWAY, REMEMBERED, KeySet, Verifier
from tests.support.residents import settle, stored
from tests.support.scenes import nothing_written
from tests.support.world import Reply, World

ISSUER = "https://issuer.test"
EC, RSA = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
NEW_EC = ec.generate_private_key(ec.SECP256R1())
HIS_EC, HIS_RSA = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
HIS_ED = ed25519.Ed25519PrivateKey.generate()
"""Keys of somebody who is not the issuer."""
HOUR, DAY = 3600, 24 * 3600
NOW = int(time.time())

Signer = Callable[[bytes], bytes]


def by(alg: str, key: Any) -> Signer:
    return lambda told: get_default_algorithms()[alg].sign(told, key)


def by_secret(secret: bytes) -> Signer:
    return lambda told: hmac.digest(secret, told, hashlib.sha256)


def part(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


CLAIMS = {
    "iss": ISSUER,
    "aud": "frontdesk",
    "sub": "desk-chan",
    "iat": NOW,
    "exp": NOW + DAY,
}
ES = {"alg": "ES256", "kid": "ec", "typ": "JWT"}
RS = {"alg": "RS256", "kid": "rsa", "typ": "JWT"}


def token(header: Any = ES, claims: Any = CLAIMS, signer: Signer | None = None) -> str:
    """A token put together by hand, so that whatever a library would not make can be made."""
    told = f"{part(header)}.{part(claims)}"
    return f"{told}.{part((signer or by('ES256', EC))(told.encode()))}"


def without(claim: str) -> dict[str, Any]:
    return {name: value for name, value in CLAIMS.items() if name != claim}


GOOD, GOOD_RS = token(), token(RS, signer=by("RS256", RSA))
HEAD, BODY, SIGNATURE = GOOD.split(".")
PEM = (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
EC_PEM, RSA_PEM = EC.public_key().public_bytes(*PEM), RSA.public_key().public_bytes(*PEM)
HIS = by("ES256", HIS_EC)
HIS_JWK = {**json.loads(ECAlgorithm.to_jwk(HIS_EC.public_key())), "kid": "his"}
OTHERS = part({**CLAIMS, "sub": "gm-ng"})
DEEP = b'{"alg":"ES256","kid":"ec","deep":' + b"[" * 5000 + b"]" * 5000 + b"}"


def rewritten(header: dict[str, Any]) -> str:
    """Another header before the same payload and signature."""
    return f"{part(header)}.{BODY}.{SIGNATURE}"


def der(told: bytes) -> bytes:
    return EC.sign(told, ec.ECDSA(SHA256()))


def padded(told: bytes) -> bytes:
    """A right signature, its numbers a byte longer than they are."""
    r, s = utils.decode_dss_signature(der(told))
    return r.to_bytes(33, "big") + s.to_bytes(33, "big")


ALGORITHM = {
    "none": token({**ES, "alg": "none"}, signer=lambda told: b""),
    "None": token({**ES, "alg": "None"}, signer=lambda told: b""),
    "nOnE": token({**ES, "alg": "nOnE"}, signer=lambda told: b""),
    "none without a kid": token({"alg": "none"}, signer=lambda told: b""),
    "none, the good signature left": rewritten({**ES, "alg": "none"}),
    "none, signed all the same": token({**ES, "alg": "none"}),
    "missing": token({"kid": "ec"}),
    "null": token({**ES, "alg": None}),
    "empty": token({**ES, "alg": ""}),
    "a number": token({**ES, "alg": 256}),
    "a list": token({**ES, "alg": ["ES256"]}),
    "lower case": token({**ES, "alg": "es256"}),
    "with a blank": token({**ES, "alg": "ES256 "}),
    "HS256 by the EC key as text": token({**ES, "alg": "HS256"}, signer=by_secret(EC_PEM)),
    "HS256 by the RSA key as text": token({**RS, "alg": "HS256"}, signer=by_secret(RSA_PEM)),
    "HS256 by the RSA key as text, trimmed": token(
        {**RS, "alg": "HS256"}, signer=by_secret(RSA_PEM.strip())
    ),
    "HS256 by no secret": token({**ES, "alg": "HS256"}, signer=by_secret(b"")),
    "RS256 by the secret that the key is": token(RS, signer=by_secret(RSA_PEM)),
    "the RSA key as ES256": token({**ES, "kid": "rsa"}),
    "the EC key as RS256": token({**RS, "kid": "ec"}, signer=by("RS256", RSA)),
    "RS512 by the RSA key": token({**RS, "alg": "RS512"}, signer=by("RS512", RSA)),
    "PS256 by the RSA key": token({**RS, "alg": "PS256"}, signer=by("PS256", RSA)),
    "ES384": token({**ES, "alg": "ES384"}),
    "EdDSA by a stranger": token({**ES, "alg": "EdDSA"}, signer=by("EdDSA", HIS_ED)),
    "a JWE": f"{part({'alg': 'dir', 'enc': 'A256GCM', 'kid': 'ec'})}..{part(b'iv')}.AAAA.AAAA",
    "of a JWE in three parts": token({"alg": "RSA-OAEP", "enc": "A256GCM", "kid": "rsa"}),
}
SIGNED = {
    "by a stranger in our key's name": token(signer=HIS),
    "by a stranger in our RSA key's name": token(RS, signer=by("RS256", HIS_RSA)),
    "by a stranger in his own": token({**ES, "kid": "his"}, signer=HIS),
    "by nobody": f"{HEAD}.{BODY}.",
    "by zeros": token(signer=lambda told: bytes(64)),
    "by a signature of another form": token(signer=der),
    "by numbers that are padded": token(signer=padded),
    "by one byte more": token(signer=lambda told: by("ES256", EC)(told) + b"\0"),
    "by one byte less": token(signer=lambda told: by("ES256", EC)(told)[:-1]),
    "by the signature of another token": f"{HEAD}.{BODY}.{token(claims={}).rsplit('.')[2]}",
    "by half of the signature": f"{HEAD}.{BODY}.{SIGNATURE[:43]}",
    "for somebody else": f"{HEAD}.{OTHERS}.{SIGNATURE}",
    "under another header": rewritten({**ES, "typ": "at+jwt"}),
    "under another kid": rewritten({**ES, "kid": "ec-2"}),
    "with its signature turned round": f"{HEAD}.{BODY}.{SIGNATURE[::-1]}",
}
KEY_NAMED = {
    "not at all": token({"alg": "ES256"}),
    "null": token({**ES, "kid": None}),
    "by a number": token({**ES, "kid": 0}),
    "by a list": token({**ES, "kid": ["ec"]}),
    "by an object": token({**ES, "kid": {"kid": "ec"}}),
    "by nothing": token({**ES, "kid": ""}),
    "by a path": token({**ES, "kid": "../../../dev/null"}, signer=by_secret(b"")),
    "by a query": token({**ES, "kid": "x' UNION SELECT 'a"}, signer=by_secret(b"a")),
    "by an address": token({**ES, "kid": "https://thief.test/jwks.json"}, signer=HIS),
    "by 5,000 characters": token({**ES, "kid": "k" * 5000}),
    "in Unicode": token({**ES, "kid": "еc"}),  # a Cyrillic e
    "with a null byte": token({**ES, "kid": "ec\0"}),
    "in capitals": token({**ES, "kid": "EC"}),
}
HEADED = {
    "jku": token({**ES, "jku": "https://thief.test/jwks.json"}, signer=HIS),
    "jku and a kid of his": token(
        {**ES, "kid": "his", "jku": "https://thief.test/jwks.json"}, signer=HIS
    ),
    "x5u": token({**ES, "x5u": "https://thief.test/x.pem"}, signer=HIS),
    "x5c": token({**ES, "x5c": [part(b"certificate")]}, signer=HIS),
    "jwk": token({**ES, "jwk": HIS_JWK}, signer=HIS),
    "jwk and no kid": token({"alg": "ES256", "jwk": HIS_JWK}, signer=HIS),
    "jwk of his kid": token({**ES, "kid": "his", "jwk": HIS_JWK}, signer=HIS),
    "crit that nobody knows": token({**ES, "crit": ["exp2"], "exp2": 1}),
    "crit that is empty": token({**ES, "crit": []}),
    "crit that is text": token({**ES, "crit": "exp"}),
    "b64 false": token({**ES, "b64": False, "crit": ["b64"]}),
    "a list for a header": token([ES]),
    "text for a header": token("ES256"),
    "no JSON": token(b"alg=ES256"),
    "no UTF-8": token(b'{"alg":"ES256","kid":"ec\xff"}'),
    "5,000 levels": token(DEEP),
}
CLAIMED = {
    **{f"without {name}": token(claims=without(name)) for name in CLAIMS},
    **{f"{name} null": token(claims={**CLAIMS, name: None}) for name in CLAIMS},
    "another issuer": token(claims={**CLAIMS, "iss": "https://thief.test"}),
    "an issuer with a slash": token(claims={**CLAIMS, "iss": f"{ISSUER}/"}),
    "an issuer in capitals": token(claims={**CLAIMS, "iss": ISSUER.upper()}),
    "a list of issuers": token(claims={**CLAIMS, "iss": [ISSUER]}),
    "another audience": token(claims={**CLAIMS, "aud": "accounts"}),
    "a list of audiences without ours": token(claims={**CLAIMS, "aud": ["accounts", "mail"]}),
    "no audience at all": token(claims={**CLAIMS, "aud": []}),
    "Cognito's client for an audience, and no access token": token(
        claims={**without("aud"), "client_id": "frontdesk"}
    ),
    "Cognito's client for an audience, and an ID token": token(
        claims={**without("aud"), "client_id": "frontdesk", "token_use": "id"}
    ),
    "an ID token of Cognito's": token(claims={**CLAIMS, "token_use": "id"}),
    "a token for nobody knows what": token(claims={**CLAIMS, "token_use": ["access"]}),
    "another client of Cognito's": token(
        claims={**without("aud"), "client_id": "accounts", "token_use": "access"}
    ),
    "our client of Cognito's for another audience": token(
        claims={**CLAIMS, "aud": "accounts", "client_id": "frontdesk", "token_use": "access"}
    ),
    "our client of Cognito's among no audiences": token(
        claims={**CLAIMS, "aud": [], "client_id": "frontdesk", "token_use": "access"}
    ),
    "an audience that ours begins with": token(claims={**CLAIMS, "aud": "front"}),
    "an audience in capitals": token(claims={**CLAIMS, "aud": "FRONTDESK"}),
    "an object for an audience": token(claims={**CLAIMS, "aud": {"frontdesk": True}}),
    "a list in a list": token(claims={**CLAIMS, "aud": [["frontdesk"]]}),
    "expired": token(claims={**CLAIMS, "exp": NOW - DAY}),
    "expired in 1970": token(claims={**CLAIMS, "exp": 0}),
    "true for an end": token(claims={**CLAIMS, "exp": True}),
    "words for an end": token(claims={**CLAIMS, "exp": "never"}),
    "no end at all": token(claims=json.dumps(CLAIMS).replace(str(NOW + DAY), "1e999").encode()),
    "not yet good": token(claims={**CLAIMS, "nbf": NOW + DAY}),
    "words for a beginning": token(claims={**CLAIMS, "nbf": "now"}),
    "made tomorrow": token(claims={**CLAIMS, "iat": NOW + DAY}),
    "made at a word": token(claims={**CLAIMS, "iat": "now"}),
    "a number for a person": token(claims={**CLAIMS, "sub": 7}),
    "a list for a person": token(claims={**CLAIMS, "sub": ["desk-chan"]}),
    "yes for a person": token(claims={**CLAIMS, "sub": True}),
    "a list for claims": token(claims=[CLAIMS]),
    "text for claims": token(claims="desk-chan"),
    "a token for claims": token({**ES, "cty": "JWT"}, GOOD.encode()),
    "nothing for claims": token(claims=b""),
    "half of the claims": token(claims=json.dumps(CLAIMS).encode()[:40]),
}
SHAPED = {
    "nothing": "",
    "dots": "..",
    "two parts": f"{HEAD}.{BODY}",
    "four parts": f"{GOOD}.{SIGNATURE}",
    "a dot before": f".{GOOD}",
    "a dot behind": f"{GOOD}.",
    "two dots": f"{HEAD}..{BODY}.{SIGNATURE}",
    "no header": f".{BODY}.{SIGNATURE}",
    "no payload": f"{HEAD}..{SIGNATURE}",
    "cut short": GOOD[:-1],
    "one letter": "e",
    "a blank before": f" {GOOD}",
    "a blank within": f"{HEAD}.{BODY}. {SIGNATURE}",
    "a tab within": f"{HEAD}.\t{BODY}.{SIGNATURE}",
    "a new line behind": f"{GOOD}\n",
    "marks behind": f"{GOOD}!!!!",
    "a blank and marks behind": f"{GOOD} !!!!",
    "itself behind": f"{GOOD} {GOOD}",
    "itself behind a comma": f"{GOOD}, {GOOD}",
    "the scheme twice": f"Bearer {GOOD}",
    "quoted": f'"{GOOD}"',
    "escaped": GOOD.replace(".", "%2E"),
    "in capitals": GOOD.upper(),
    "in the other alphabet": f"{HEAD}.{BODY}.{'+' * 86}",
    "with a last letter that says the same": f"{GOOD[:-1]}{chr(ord(GOOD[-1]) + 1)}",
    "in Chinese": "陳靜雯.陳靜雯.陳靜雯".encode().decode("latin-1"),
    "as JSON": json.dumps({"protected": HEAD, "payload": BODY, "signature": SIGNATURE}),
    "9,000 characters, all good": token(claims={**CLAIMS, "scope": "x" * 6500}),
    "a million characters": "e" * 1_000_000,
}
SCHEMES = {
    "none": GOOD,
    "Basic": f"Basic {base64.b64encode(b'desk-chan:secret').decode()}",
    "Basic with the token": f"Basic {GOOD}",
    "Digest": 'Digest username="desk-chan"',
    "DPoP": f"DPoP {GOOD}",
    "the bare word": "Bearer",
    "the word with a colon": f"Bearer: {GOOD}",
    "a tab behind the word": f"Bearer\t{GOOD}",
    "two headers": f"Bearer {GOOD}, Bearer {GOOD}",
}
HOSTILE = {
    f"{kind}: {name}": f"Bearer {each}"
    for kind, rows in {
        "alg": ALGORITHM,
        "signed": SIGNED,
        "kid": KEY_NAMED,
        "header": HEADED,
        "claims": CLAIMED,
        "shape": SHAPED,
    }.items()
    for name, each in rows.items()
} | {f"scheme: {name}": each for name, each in SCHEMES.items()}


@dataclass
class Published:
    """What the issuer publishes, as it may change, and what of it was asked for when."""

    keys: Any = field(
        default_factory=lambda: [
            {**json.loads(ECAlgorithm.to_jwk(EC.public_key())), "kid": "ec", "use": "sig"},
            {**json.loads(RSAAlgorithm.to_jwk(RSA.public_key())), "kid": "rsa", "alg": "RS256"},
        ]
    )
    now: float = 1000.0
    asked: list[tuple[float, str]] = field(default_factory=list)
    down: bool = False

    def fetch(self, address: str) -> Any:
        self.asked.append((self.now, address))
        if self.down:
            raise OSError("nobody answers")
        if address == f"{ISSUER}/.well-known/openid-configuration":
            return {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"}
        assert address == f"{ISSUER}/keys"
        return {"keys": self.keys} if isinstance(self.keys, list) else self.keys

    @property
    def fetched(self) -> list[float]:
        """When the keys were fetched."""
        return [at for at, address in self.asked if address.endswith("configuration")]

    def verifier(self) -> Verifier:
        keys = KeySet(ISSUER, fetch=self.fetch, clock=lambda: self.now)
        return Verifier(keys, "frontdesk", "sub")


@pytest.fixture
def published() -> Published:
    return Published()


@contextmanager
def believing(world: World, published: Published) -> Iterator[World]:
    """The site, its tokens from this issuer."""
    house = replace(world.house, verifier=published.verifier())
    with wiring.serving(house):
        yield world


def me(world: World, authorization: str | None) -> Reply:
    headers = {"Accept-Language": "en", "X-Correlation-Id": "same"}
    if authorization is not None:
        headers["Authorization"] = authorization
    return world.send("GET", f"/sites/{world.site}/me", headers)


def who(verifier: Verifier, good: str = GOOD) -> str | None:
    try:
        return verifier.person(f"Bearer {good}")
    except Refusal:
        return None


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("authorization", [None, *HOSTILE.values()], ids=["no header", *HOSTILE])
def test_no_hostile_token_is_believed_and_each_is_refused_in_the_same_words(
    estate: World, published: Published, authorization: str | None
) -> None:
    with believing(estate, published), metered() as meter:
        reply = me(estate, authorization)
    assert (reply.status, reply.headers["WWW-Authenticate"]) == (401, 'Bearer realm="frontdesk"')
    assert reply.json == {
        "type": "/problems/unauthenticated",
        "title": "Not signed in",
        "status": 401,
        "detail": "No valid token came along; sign in again.",
        "code": "unauthenticated",
        "clause": "P-who",
        "correlation": "same",
        "data": {},
        "errors": [],
        "present": None,
    }
    assert meter.trips == 0
    assert {address for _, address in published.asked} <= {
        f"{ISSUER}/.well-known/openid-configuration",
        f"{ISSUER}/keys",
    }


def test_the_corpus_is_large_and_no_row_is_there_twice() -> None:
    assert len(HOSTILE) >= 120
    assert len(set(HOSTILE.values())) == len(HOSTILE)


@pytest.mark.clause("P-who")
def test_nothing_is_stored_for_who_is_not_signed_in(estate: World, published: Published) -> None:
    form = {"kind": "repair_public", "channel": "phone", "person": "owner-wong", "area": "大堂"}
    with believing(estate, published), nothing_written(estate):
        for number, each in enumerate(HOSTILE.values()):
            headers = {
                "Authorization": each,
                "Content-Type": "application/json",
                "Idempotency-Key": str(number),
            }
            body = json.dumps({**form, "words": "燈不亮"}).encode()
            path = f"/sites/{estate.site}/tickets"
            assert estate.send("POST", path, headers, body).status == 401


ACCEPTED = {
    "ES256": f"Bearer {GOOD}",
    "RS256": f"Bearer {GOOD_RS}",
    "the scheme in small letters": f"bearer {GOOD}",
    "the scheme in capitals": f"BEARER {GOOD}",
    "an access token as Cognito makes it": "Bearer "
    + token(claims={**without("aud"), "client_id": "frontdesk", "token_use": "access"}),
    "our audience among others": f"Bearer {token(claims={**CLAIMS, 'aud': ['x', 'frontdesk']})}",
    "good since yesterday": f"Bearer {token(claims={**CLAIMS, 'nbf': NOW - DAY})}",
    "claims that nobody asked for": f"Bearer {token(claims={**CLAIMS, 'roles': ['gm'], 'n': 1})}",
    "another type": f"Bearer {token({**ES, 'typ': 'at+jwt'})}",
    "no type": f"Bearer {token({'alg': 'ES256', 'kid': 'ec'})}",
    "8,000 characters": f"Bearer {token(claims={**CLAIMS, 'scope': 'x' * 5600})}",
}


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("authorization", ACCEPTED.values(), ids=ACCEPTED)
def test_a_good_token_is_believed(estate: World, published: Published, authorization: str) -> None:
    with believing(estate, published):
        reply = me(estate, authorization)
    assert (reply.status, reply.json["id"]) == (200, "desk-chan")
    assert reply.json["roles"] == ["desk"]  # what a token says of roles is not asked


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    ("claim", "seconds", "believed"),
    [  # clocks may differ by half a minute; ten seconds either side leave the test its time
        ("exp", -20, True),
        ("exp", -40, False),
        ("nbf", 20, True),
        ("nbf", 40, False),
        ("iat", 20, True),
        ("iat", 40, False),
    ],
)
def test_clocks_may_differ_by_half_a_minute(
    published: Published, claim: str, seconds: int, believed: bool
) -> None:
    near = token(claims={**CLAIMS, claim: int(time.time()) + seconds})
    assert who(published.verifier(), near) == ("desk-chan" if believed else None)


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    "sub",
    [
        *("", "nobody", "desk-chan#1", "site-2#desk-chan", "../desk-chan", "desk/chan"),
        *("desk-chan ", "desk-chan\n", "DESK-CHAN", "陳靜雯", "a" * 81, "system.dispatch-check"),
    ],
)
def test_whom_the_issuer_knows_and_the_site_does_not_finds_nothing(
    estate: World, published: Published, sub: str
) -> None:
    with believing(estate, published):
        reply = me(estate, f"Bearer {token(claims={**CLAIMS, 'sub': sub})}")
    assert (reply.status, reply.json["code"], reply.json["clause"]) == (404, "not_found", "P-who")


@pytest.mark.clause("P-who")
def test_the_person_is_named_by_the_claim_that_the_settings_name(published: Published) -> None:
    by_mail = replace(published.verifier(), person_claim="employee")
    assert who(by_mail, token(claims={**CLAIMS, "employee": "gm-ng"})) == "gm-ng"
    assert who(by_mail, GOOD) is None
    for odd in (7, None, ["gm-ng"], {"id": "gm-ng"}, True):
        assert who(by_mail, token(claims={**CLAIMS, "employee": odd})) is None


def test_a_new_key_is_fetched_when_it_is_first_named(published: Published) -> None:
    verifier = published.verifier()
    assert who(verifier) == "desk-chan"
    rotated = token({**ES, "kid": "new"}, signer=by("ES256", NEW_EC))
    published.keys.append({**json.loads(ECAlgorithm.to_jwk(NEW_EC.public_key())), "kid": "new"})
    published.now += 10.125
    assert who(verifier, rotated) == "desk-chan"
    assert who(verifier) == "desk-chan"
    assert len(published.fetched) == 2


@pytest.mark.parametrize(("after", "fetches"), [(0, 1), (9.875, 1), (10, 1), (10.125, 2)])
def test_an_unknown_key_is_not_asked_for_within_ten_seconds(
    published: Published, after: float, fetches: int
) -> None:
    verifier = published.verifier()
    assert who(verifier) == "desk-chan"
    published.now += after
    assert who(verifier, token({**ES, "kid": "unknown"})) is None
    assert len(published.fetched) == fetches


def test_a_thousand_unknown_keys_cause_one_fetch_in_ten_seconds(published: Published) -> None:
    verifier = published.verifier()
    for number in range(1000):
        assert who(verifier, token({**ES, "kid": f"unknown-{number}"})) is None
        published.now += 0.125
    gaps = [b - a for a, b in zip(published.fetched, published.fetched[1:], strict=False)]
    assert len(published.fetched) == 13  # in 125 seconds
    assert min(gaps) > 10


class Door:
    """A lock that says when somebody has to wait at it."""

    def __init__(self) -> None:
        self._lock, self.waited = Lock(), Event()

    def __enter__(self) -> None:
        if self._lock.locked():
            self.waited.set()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_who_comes_while_keys_are_fetched_waits_for_them(published: Published) -> None:
    """Nobody with a good token is refused because somebody else came a moment earlier."""
    door, later = Door(), []

    with ThreadPoolExecutor(1) as pool:

        def fetch(address: str) -> Any:
            if not later:
                later.append(pool.submit(lambda: who(verifier)))
                door.waited.wait(timeout=10)
            return published.fetch(address)

        keys = KeySet(ISSUER, fetch=fetch, clock=lambda: published.now, _lock=door)  # type: ignore[arg-type]
        verifier = Verifier(keys, "frontdesk", "sub")
        assert who(verifier) == "desk-chan"
        assert later[0].result() == "desk-chan"
    assert len(published.fetched) == 1


@pytest.mark.parametrize(("after", "fetches"), [(HOUR - 1, 1), (HOUR, 1), (HOUR + 1, 2)])
def test_keys_are_fetched_again_after_an_hour(
    published: Published, after: int, fetches: int
) -> None:
    verifier = published.verifier()
    for seconds in (0, after):
        published.now += seconds
        assert who(verifier) == "desk-chan"
    assert len(published.fetched) == fetches


def test_a_key_taken_back_is_believed_for_an_hour_at_most(published: Published) -> None:
    verifier = published.verifier()
    assert who(verifier) == "desk-chan"
    del published.keys[0]
    published.now += HOUR + 1
    assert who(verifier) is None
    assert who(verifier, GOOD_RS) == "desk-chan"


def test_while_the_issuer_is_down_its_old_keys_hold(published: Published) -> None:
    verifier = published.verifier()
    assert who(verifier) == "desk-chan"
    published.down = True
    published.now += 2 * HOUR
    assert who(verifier) == "desk-chan"
    assert who(verifier, token({**ES, "kid": "unknown"})) is None


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(("hours", "believed"), [(24, "desk-chan"), (24.001, None)])
def test_the_keys_of_an_issuer_that_stays_down_are_believed_for_a_day(
    published: Published, hours: float, believed: str | None
) -> None:
    verifier = published.verifier()
    assert who(verifier) == "desk-chan"
    published.down = True
    published.now += hours * HOUR
    assert who(verifier) == believed
    published.down = False
    published.now += 10.125
    assert who(verifier) == "desk-chan"


def test_an_issuer_that_is_down_is_asked_every_ten_seconds_until_it_is_up(
    published: Published,
) -> None:
    verifier = published.verifier()
    assert who(verifier) == "desk-chan"
    published.down = True
    del published.keys[0]
    published.now += 2 * HOUR
    for _ in range(80):
        assert who(verifier) == "desk-chan"
        published.now += 0.25
    assert len(published.fetched) == 3  # at the start, and twice in twenty seconds
    published.down = False
    published.now += 10
    assert who(verifier) is None
    assert who(verifier, GOOD_RS) == "desk-chan"


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("issuer", ["https://other.test", f"{ISSUER}/", "", None, 7])
def test_what_another_issuer_publishes_is_not_believed(published: Published, issuer: Any) -> None:
    """OIDC Discovery 1.0, 4.3: the document must name the issuer that was asked."""

    def fetch(address: str) -> Any:
        document = published.fetch(address)
        return document | {"issuer": issuer} if "issuer" in document else document

    keys = KeySet(ISSUER, fetch=fetch, clock=lambda: published.now)
    assert who(Verifier(keys, "frontdesk", "sub")) is None


def test_an_issuer_that_comes_up_late_is_believed_then(published: Published) -> None:
    published.down = True
    verifier = published.verifier()
    assert who(verifier) is None
    published.down = False
    published.now += 10.125
    assert who(verifier) == "desk-chan"


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"keys": None},
        {"keys": "ec"},
        {"keys": 7},
        {"keys": {"kid": "ec"}},
        {"keys": ["ec"]},
        {"keys": [None]},
        {"error": "try again"},
    ],
    ids=json.dumps,
)
def test_while_the_issuer_answers_nonsense_its_old_keys_hold(
    published: Published, answer: Any
) -> None:
    verifier = published.verifier()
    assert who(verifier) == "desk-chan"
    published.keys = answer
    published.now += 2 * HOUR
    assert who(verifier, GOOD_RS) == "desk-chan"


ODD_KEYS: dict[str, dict[str, Any]] = {
    "of a kind nobody knows": {"kty": "PQC", "kid": "odd", "alg": "ML-DSA-65"},
    "of a curve nobody knows": {"kty": "EC", "kid": "odd", "crv": "P-999", "x": "AA", "y": "AA"},
    "of another algorithm": {"kty": "RSA", "kid": "odd", "alg": "RSA-OAEP", "n": "AQAB", "e": "AQ"},
    "half of which is missing": {"kty": "RSA", "kid": "odd", "alg": "RS256", "e": "AQAB"},
    "for something else": {"kty": "RSA", "kid": "odd", "use": "enc"},
    "shared": {"kty": "oct", "kid": "odd", "k": part(b"secret"), "alg": "HS256"},
    "without a name": {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
}


@pytest.mark.parametrize("odd", ODD_KEYS.values(), ids=ODD_KEYS)
def test_one_key_that_is_of_no_use_here_spoils_no_other(
    published: Published, odd: dict[str, Any]
) -> None:
    """RFC 7517, 5: keys that are not understood are left out, the others are used."""
    published.keys.insert(0, odd)
    verifier = published.verifier()
    assert who(verifier) == "desk-chan"
    assert who(verifier, token({**ES, "kid": "odd"})) is None
    secret = by_secret(b"secret")
    assert who(verifier, token({"alg": "HS256", "kid": "odd"}, signer=secret)) is None


@pytest.mark.clause("P-who")
def test_a_changed_role_holds_from_the_next_request(estate: World) -> None:
    for roles, status in (((Role.DESK,), 200), ((Role.GATE,), 403), ((), 404), ((Role.GM,), 200)):
        settle(estate, stored(estate, Person, "desk-leung"), roles=roles)
        assert estate.get("/tickets", "desk-leung").status == status


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("path", ["/me", "/tickets", "/inbox"])
def test_who_left_finds_nothing_from_the_next_request(estate: World, path: str) -> None:
    for active, status in ((True, 200), (False, 404), (True, 200)):
        settle(estate, stored(estate, Person, "supervisor-fung"), active=active)
        assert estate.get(path, "supervisor-fung").status == status


def test_a_token_known_again_is_believed_no_longer_than_it_lasts(published: Published) -> None:
    """It ends while it is known: from then on it is refused like any other."""
    verifier = published.verifier()
    brief = token(claims={**CLAIMS, "iat": NOW - DAY, "exp": int(time.time()) - LEEWAY + 2})
    assert who(verifier, brief) == who(verifier, brief) == "desk-chan"
    time.sleep(2.1)
    assert who(verifier, brief) is None


def test_no_more_tokens_are_known_than_there_is_room_for(published: Published) -> None:
    verifier = published.verifier()
    for number in range(REMEMBERED + 1):
        verifier._believed[str(number).encode()] = None  # type: ignore[assignment]
    assert who(verifier) == "desk-chan"
    assert len(verifier._believed) == REMEMBERED
