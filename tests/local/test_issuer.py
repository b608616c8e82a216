"""The local issuer: tokens that its own documents verify, a key that only its owner reads."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from chalicelib.core.errors import Refusal
from chalicelib.settings import from_environment
from chalicelib.web.tokens import KeySet, Verifier
from local import issuer

DEPLOYED = {"STAGE": "prod", "OIDC_AUDIENCE": "frontdesk"}


def verifier(address: str, audience: str = "frontdesk") -> Verifier:
    """As the program verifies, documents fetched from where the issuer says."""
    return Verifier(KeySet(address), audience, "sub")


@pytest.mark.clause("P-who")
def test_what_it_publishes_verifies_its_tokens(tmp_path: Path) -> None:
    home = issuer.at(tmp_path)
    assert home.address.startswith("file:///")
    token = home.token("desk-chan")
    assert verifier(home.address).person(f"Bearer {token}") == "desk-chan"


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "accounts"},
        {"iss": "https://thief.test"},
        {"exp": 0},
        {"sub": None},
        {"iat": "now"},
    ],
    ids=repr,
)
def test_its_tokens_can_be_made_wrong_to_try_them(tmp_path: Path, claims: dict[str, Any]) -> None:
    home = issuer.at(tmp_path)
    with pytest.raises(Refusal):
        verifier(home.address).person(f"Bearer {home.token('desk-chan', **claims)}")


@pytest.mark.clause("P-who")
def test_another_issuers_token_is_not_believed(tmp_path: Path) -> None:
    home, other = issuer.at(tmp_path / "home"), issuer.at(tmp_path / "other")
    for stranger in (other, issuer.new(home.address)):
        with pytest.raises(Refusal):
            verifier(home.address).person(f"Bearer {stranger.token('desk-chan')}")


def test_it_stays_the_same_from_run_to_run(tmp_path: Path) -> None:
    token = issuer.at(tmp_path).token("desk-chan")
    again = issuer.at(tmp_path)
    assert verifier(again.address).person(f"Bearer {token}") == "desk-chan"
    assert verifier(again.address).person(f"Bearer {again.token('gm-ng')}") == "gm-ng"


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_only_its_owner_reads_the_key(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        issuer.at(tmp_path / "issuer")
    finally:
        os.umask(before)
    mode = stat.S_IMODE((tmp_path / "issuer" / "key.pem").stat().st_mode)
    assert mode == 0o600


def test_the_key_is_in_no_document(tmp_path: Path) -> None:
    home = issuer.at(tmp_path)
    [key] = home.documents()["jwks.json"]["keys"]
    assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    private = f"{home.key.private_numbers().private_value:x}"
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.name != "key.pem":
            assert "PRIVATE" not in path.read_text()
            assert private not in path.read_text()


def test_a_folder_whose_name_needs_escaping_is_found_too(tmp_path: Path) -> None:
    home = issuer.at(tmp_path / "數據 #1?%41")
    assert verifier(home.address).person(f"Bearer {home.token('desk-chan')}") == "desk-chan"


@pytest.mark.clause("P-who")
def test_no_deployed_stage_believes_it(tmp_path: Path) -> None:
    home = issuer.at(tmp_path)
    with pytest.raises(ValueError, match="https"):
        from_environment(DEPLOYED | {"OIDC_ISSUER": home.address})
