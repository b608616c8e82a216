"""What the environment may say, and that what it leaves out is said by name."""

import base64
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib import wiring
from chalicelib.channels.mail import Ses
from chalicelib.core.means import Means
from chalicelib.settings import Console, Settings, from_environment
from chalicelib.store import secrets_manager
from chalicelib.store.vault import Vault
from tests.support.world import MONDAY, World

KEY = base64.b64encode(b"k" * 32).decode()
DEPLOYED = {
    "STAGE": "prod",
    "AWS_LAMBDA_FUNCTION_NAME": "frontdesk-prod",
    "AWS_REGION": "ap-east-1",
    "FILES_BUCKET": "frontdesk-prod-files",
    "FILES_ORIGIN": "https://files.test",
    "OIDC_ISSUER": "https://login.test/realm",
    "OIDC_AUDIENCE": "desk",
    "OIDC_PERSON_CLAIM": "employee",
    "SIGN_IN_AUTHORIZE": "https://login.test/authorize",
    "SIGN_IN_TOKEN": "https://login.test/token",
    "SIGN_IN_END_SESSION": "https://login.test/logout",
    "SIGN_IN_CLIENT": "console",
    "SIGN_IN_SCOPE": "openid offline_access",
    "SITES": "jade-garden,harbour-hotel",
    "VAULT_SECRET": "arn:aws:secretsmanager:ap-east-1:1:secret:vault",
    "CORS_ORIGIN": "https://console.test",
    "MAIL": "smtp",
    "MAIL_FROM": "desk@mail.test",
    "SMTP_HOST": "smtp.mail.test",
    "SMTP_PORT": "465",
    "SMTP_USER": "desk",
    "SMTP_PASSWORD": "not told",
    "SMS": "sns",
    "OUTBOX_STREAM": "arn:aws:dynamodb:ap-east-1:1:table/t/stream/s",
}


def test_a_deployed_stage_says_everything() -> None:
    assert from_environment(DEPLOYED) == Settings(
        stage="prod",
        region="ap-east-1",
        endpoint=None,
        files_bucket="frontdesk-prod-files",
        files_endpoint=None,
        files_origin="https://files.test",
        issuer="https://login.test/realm",
        audience="desk",
        person_claim="employee",
        console=Console(
            authorize="https://login.test/authorize",
            token="https://login.test/token",
            end_session="https://login.test/logout",
            client="console",
            scope="openid offline_access",
        ),
        sites=("jade-garden", "harbour-hotel"),
        vault_key="",
        vault_secret="arn:aws:secretsmanager:ap-east-1:1:secret:vault",
        cors_origin="https://console.test",
        mail="smtp",
        mail_from="desk@mail.test",
        smtp_host="smtp.mail.test",
        smtp_port=465,
        smtp_user="desk",
        smtp_password="not told",
        sms="sns",
        outbox_stream="arn:aws:dynamodb:ap-east-1:1:table/t/stream/s",
    )


@pytest.mark.clause("P-tell")
@pytest.mark.parametrize(
    "wrong",
    [
        {"MAIL": "pigeon"},
        {"SMS": "pigeon"},
        {"MAIL_FROM": ""},
        {"SMTP_HOST": ""},
        {"SMTP_PORT": "smtp"},
    ],
)
def test_a_channel_half_set_is_refused_at_the_start(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"MAIL|SMTP|invalid literal"):
        from_environment(DEPLOYED | wrong)


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("missing", ["SIGN_IN_AUTHORIZE", "SIGN_IN_TOKEN", "SIGN_IN_CLIENT"])
def test_a_sign_in_half_set_is_refused_at_the_start(missing: str) -> None:
    with pytest.raises(ValueError, match="SIGN_IN_AUTHORIZE, _TOKEN and _CLIENT"):
        from_environment(DEPLOYED | {missing: ""})


def test_nobody_need_sign_in_on_a_page() -> None:
    unset = {name: value for name, value in DEPLOYED.items() if not name.startswith("SIGN_IN_")}
    assert from_environment(unset).console is None


@pytest.mark.clause("P-tell")
def test_the_means_that_there_are_follow_from_the_settings() -> None:
    robots = {Means.WEBHOOK, Means.WECOM, Means.DINGTALK, Means.FEISHU}
    bare = from_environment(DEPLOYED | {"MAIL": "", "SMS": ""})
    assert set(wiring.carriers(bare)) == robots
    assert set(wiring.carriers(from_environment(DEPLOYED))) == set(Means)
    ses = wiring.carriers(from_environment(DEPLOYED | {"MAIL": "ses"}))
    assert isinstance(ses[Means.EMAIL], Ses)


def test_what_is_left_out_on_one_machine_has_no_secret_for_a_default() -> None:
    settings = from_environment({})
    assert (settings.stage, settings.region) == ("local", "local")
    assert (settings.issuer, settings.vault_key) == ("", "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"STAGE": "local"}, "STAGE=local"),
        ({"STAGE": None}, "STAGE=local"),
        ({"OIDC_ISSUER": None}, "https"),
        ({"OIDC_ISSUER": ""}, "https"),
        ({"OIDC_ISSUER": "http://login.test"}, "https"),
        ({"OIDC_ISSUER": "file:///data/issuer"}, "https"),
        ({"OIDC_ISSUER": "HTTPS://login.test"}, "https"),
        ({"OIDC_ISSUER": " https://login.test"}, "https"),
        ({"STAGE": "Local", "OIDC_ISSUER": "file:///data/issuer"}, "https"),
        ({"STAGE": "", "OIDC_ISSUER": "file:///data/issuer"}, "https"),
        ({"AWS_LAMBDA_FUNCTION_NAME": None, "OIDC_ISSUER": "http://login.test"}, "https"),
        ({"SIGN_IN_AUTHORIZE": "http://login.test/authorize"}, "sign in by https"),
        ({"SIGN_IN_TOKEN": "/oauth2/token"}, "sign in by https"),
        ({"SIGN_IN_END_SESSION": "http://login.test/logout"}, "sign in by https"),
    ],
    ids=repr,
)
def test_what_only_one_machine_may_have_is_refused_where_it_is_deployed(
    change: dict[str, Any], said: str
) -> None:
    environment = {k: v for k, v in {**DEPLOYED, **change}.items() if v is not None}
    with pytest.raises(ValueError, match=said):
        from_environment(environment)


@pytest.mark.parametrize(
    ("environment", "region"),
    [
        ({"AWS_REGION": "ap-east-1", "AWS_DEFAULT_REGION": "eu-west-1"}, "ap-east-1"),
        ({"AWS_DEFAULT_REGION": "eu-west-1"}, "eu-west-1"),
    ],
)
def test_the_region_is_the_one_that_lambda_names(environment: dict[str, str], region: str) -> None:
    assert from_environment(environment).region == region


def built(vault_key: str) -> Any:
    given = {"VAULT_KEY": vault_key, "FILES_BUCKET": DEPLOYED["FILES_BUCKET"]}
    return wiring.build(from_environment(given))


@pytest.mark.clause("P-private")
@pytest.mark.parametrize(
    "vault_key",
    [
        "",
        base64.b64encode(b"k" * 31).decode(),
        base64.b64encode(b"k" * 33).decode(),
        base64.b64encode(b"k" * 16).decode(),
        "k" * 32,  # the bytes themselves, not in base64
        KEY[:-1],
        "not base64 at all",
        f"{KEY[:20]}!!!!{KEY[20:]}",  # what was pasted wrong is not made right in silence
        "鑰匙",
    ],
    ids=repr,
)
def test_without_a_key_of_32_bytes_nothing_is_built(vault_key: str) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        built(vault_key)


@pytest.mark.clause("P-private")
@pytest.mark.parametrize(
    "kept",
    [
        {"VAULT_KEY": KEY, "VAULT_SECRET": ""},
        {"VAULT_KEY": KEY},  # two of them: which one would it be?
        {"VAULT_SECRET": ""},
    ],
)
def test_a_deployed_stage_keeps_its_key_with_the_keeper_of_secrets(kept: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="VAULT_SECRET"):
        from_environment({**DEPLOYED, **kept})


@pytest.mark.clause("P-private")
def test_the_keepers_secret_is_asked_for_once_and_when_it_is_needed() -> None:
    asked: list[None] = []

    def secret() -> bytes:
        asked.append(None)
        return b"k" * 32

    vault = Vault(secret)
    assert not asked
    assert vault.phone(vault.caller("jade", "陳大文", "138 0013 8000")) == "13800138000"
    assert len(asked) == 1


@pytest.mark.clause("P-private")
@mock_aws
def test_the_keepers_secret_seals() -> None:
    keeper = boto3.client("secretsmanager", region_name="ap-east-1")
    kept = keeper.create_secret(Name="vault", SecretString="r4nd0m" * 10)["ARN"]
    secret = secrets_manager.secret("ap-east-1", kept)
    assert len(secret) == 32
    assert secret == secrets_manager.secret("ap-east-1", kept)
    assert b"r4nd0m" not in secret


@pytest.mark.clause("P-private")
def test_a_key_of_32_bytes_seals_and_opens() -> None:
    vault = built(KEY).vault
    sealed = vault.caller("jade-garden", "陳大文", "138 0013 8000")
    assert vault.phone(sealed) == "13800138000"


@pytest.mark.clause("P-private")
def test_a_key_that_is_wrong_is_not_shown() -> None:
    secret = "c2VjcmV0LXRoYXQtaXMtdG9vLXNob3J0"
    with pytest.raises(ValueError, match="32 bytes") as raised:
        built(secret)
    assert secret not in str(raised.value)
    assert "secret-that" not in str(raised.value)


@pytest.mark.clause("P-files")
def test_without_a_bucket_for_files_nothing_is_built() -> None:
    nowhere = {key: value for key, value in DEPLOYED.items() if key != "FILES_BUCKET"}
    with pytest.raises(ValueError, match="FILES_BUCKET"):
        wiring.build(from_environment(nowhere))


def test_a_house_is_built_as_the_settings_say() -> None:
    verifier = wiring.build(from_environment(DEPLOYED)).verifier
    assert (verifier.keys.issuer, verifier.audience, verifier.person_claim) == (
        "https://login.test/realm",
        "desk",
        "employee",
    )


def test_now_is_utc_and_to_the_millisecond() -> None:
    """What is stored is cut to the millisecond: what was decided with must compare as equal."""
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    seen = [wiring.now() for _ in range(50)]
    assert all(at.tzinfo is UTC and at.microsecond % 1000 == 0 for at in seen)
    assert before <= seen[0] <= seen[-1] <= datetime.now(UTC)


def test_a_fresh_id_sorts_by_time_and_cannot_be_guessed() -> None:
    times = [MONDAY + timedelta(milliseconds=n) for n in (0, 1, 2, 1000, 86_400_000, 10**12)]
    ids = [wiring.fresh_id(at) for at in times]
    assert ids == sorted(ids)
    assert all(re.fullmatch("[0-9a-f]{21}", id) for id in ids)
    same = {wiring.fresh_id(MONDAY) for _ in range(1000)}
    assert len(same) == 1000
    assert len({id[:11] for id in same}) == 1


def test_another_house_serves_only_for_a_while(estate: World) -> None:
    before, other = wiring.house(), built(KEY)
    with suppress(ZeroDivisionError), wiring.serving(other):
        served = wiring.house()
        raise ZeroDivisionError
    assert served is other
    assert wiring.house() is before is estate.house
