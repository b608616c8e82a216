"""A local OIDC issuer: a key, its public half as documents, and tokens for the sample people.

It is reached by `file:` addresses, which a deployed stage does not believe (see `settings`), and
it is not part of the package that is deployed.
"""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import ECAlgorithm

KEY_ID = "local"
REFRESH = "refresh"
"""The `token_use` of what buys access tokens, and is none."""
VALID = 30 * 24 * 3600
"""Seconds for which a local token is good."""


@dataclass(frozen=True)
class Issuer:
    """Signs tokens with a key of its own."""

    address: str
    key: ec.EllipticCurvePrivateKey

    def token(self, person: str, audience: str = "frontdesk", **claims: Any) -> str:
        """A sign-in token for a person; `claims` take the place of the usual ones."""
        now = int(time.time())
        usual = {
            "iss": self.address,
            "aud": audience,
            "sub": person,
            "iat": now,
            "exp": now + VALID,
        }
        return jwt.encode({**usual, **claims}, self.key, "ES256", headers={"kid": KEY_ID})

    def refreshed(self, token: str) -> str:
        """Whose refresh token it is; "" of what is none."""
        try:
            claims = jwt.decode(
                token, self.key.public_key(), ["ES256"], audience="frontdesk", issuer=self.address
            )
        except jwt.PyJWTError:
            return ""
        return str(claims["sub"]) if claims.get("token_use") == REFRESH else ""

    def documents(self) -> dict[str, dict[str, Any]]:
        """What the issuer publishes, by path."""
        public = json.loads(ECAlgorithm.to_jwk(self.key.public_key()))
        keys = {"keys": [{**public, "kid": KEY_ID, "use": "sig", "alg": "ES256"}]}
        about = {"issuer": self.address, "jwks_uri": f"{self.address}/jwks.json"}
        return {".well-known/openid-configuration": about, "jwks.json": keys}


def new(address: str) -> Issuer:
    """An issuer with a fresh key."""
    return Issuer(address, ec.generate_private_key(ec.SECP256R1()))


def at(folder: Path) -> Issuer:
    """The issuer that lives in a folder, made when it is first asked for."""
    pem = folder / "key.pem"
    address = folder.resolve().as_uri()
    if pem.exists():
        key = load_pem_private_key(pem.read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return Issuer(address, key)
    issuer = new(address)
    (folder / ".well-known").mkdir(parents=True, exist_ok=True)
    for path, document in issuer.documents().items():
        (folder / path).write_text(json.dumps(document))
    written = issuer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with open(os.open(pem, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
        file.write(written)
    return issuer
