"""The deployed stage: its outputs, its functions, its people, and how they sign in."""

import base64
import hashlib
import json
import re
import secrets
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import (
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from botocore.exceptions import ClientError

from tests.e2e.emulator import PROGRAMS, Emulator

ROOT = Path(__file__).parents[2]
BUCKET = "frontdesk-packages"
STAGE = "dev"
STACK = f"frontdesk-{STAGE}"
RETURN = "http://localhost:3000/signed-in"
_SES = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}"
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


class _NoRedirect(HTTPRedirectHandler):
    """The address that a browser would be sent to is what we want to see."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Deployment:
    """A stage that was deployed."""

    emulator: Emulator
    _tokens: dict[str, str] = field(default_factory=dict)

    @cached_property
    def outputs(self) -> dict[str, str]:
        """What the stack says of itself."""
        stacks = self.emulator.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
        return {each["OutputKey"]: each["OutputValue"] for each in stacks[0]["Outputs"]}

    @cached_property
    def resources(self) -> dict[str, str]:
        """Logical name to physical name of everything deployed."""
        client = self.emulator.client("cloudformation")
        pages = client.get_paginator("list_stack_resources").paginate(StackName=STACK)
        return {
            each["LogicalResourceId"]: each["PhysicalResourceId"]
            for page in pages
            for each in page["StackResourceSummaries"]
        }

    @property
    def api(self) -> str:
        """Where API Gateway answers."""
        return (
            f"{self.emulator.address}/restapis/{self.outputs['RestAPIId']}/{STAGE}/_user_request_"
        )

    def invoked(self, function: str, event: Any, *, wait: bool = True) -> Any:
        """Start a function by hand, as from the AWS console; its answer, if waited for."""
        answer = self.emulator.client("lambda").invoke(
            FunctionName=self.resources[function],
            InvocationType="RequestResponse" if wait else "Event",
            Payload=json.dumps(event),
        )
        return json.loads(answer["Payload"].read()) if wait else None

    def enrol(self, person: str) -> None:
        """Make somebody's user, as an administrator does in the console of Cognito."""
        pool, password = self.outputs["UserPoolId"], secrets.token_urlsafe(16) + "aA1"
        client = self.emulator.client("cognito-idp")
        user = {"UserPoolId": pool, "Username": person}
        client.admin_create_user(**user, MessageAction="SUPPRESS")
        client.admin_set_user_password(**user, Password=password, Permanent=True)
        self._tokens[person] = self._signed_in(person, password)

    def token(self, person: str) -> str:
        """The access token that somebody got on signing in."""
        return self._tokens[person]

    @property
    def tokens(self) -> dict[str, str]:
        """Everybody's."""
        return dict(self._tokens)

    def _signed_in(self, person: str, password: str) -> str:
        """Sign in on the pool's own page, by authorization code with PKCE (RFC 7636)."""
        browser = build_opener(
            HTTPSHandler(context=self.emulator.trust),
            HTTPCookieProcessor(CookieJar()),
            _NoRedirect(),
        )
        verifier = secrets.token_urlsafe(48)
        digest = hashlib.sha256(verifier.encode()).digest()
        client, state = self.outputs["ClientId"], secrets.token_urlsafe(8)
        asked = {
            "response_type": "code",
            "client_id": client,
            "redirect_uri": RETURN,
            "scope": "openid",
            "state": state,
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        page = self._ask(browser, f"/oauth2/authorize?{urlencode(asked)}")
        form = dict(_HIDDEN.findall(page)) | {"username": person, "password": password}
        returned = parse_qs(urlsplit(self._ask(browser, "/login", form)).query)
        assert returned["state"] == [state]
        granted = self._ask(
            browser,
            "/oauth2/token",
            {
                "grant_type": "authorization_code",
                "client_id": client,
                "redirect_uri": RETURN,
                "code": returned["code"][0],
                "code_verifier": verifier,
            },
        )
        return str(json.loads(granted)["access_token"])

    def _ask(self, browser: OpenerDirector, path: str, form: Any = None) -> str:
        """The page, or where it sends us."""
        data = urlencode(form).encode() if form else None
        request = Request(f"{self.emulator.address}{path}", data)
        try:
            with browser.open(request) as answer:
                return str(answer.read().decode())
        except HTTPError as sent:
            if sent.code not in (302, 303):
                raise
            return str(sent.headers["Location"])


def deploy(emulator: Emulator, **settings: str) -> Deployment:
    """Package and deploy as `make deploy` does, but for what the emulator has never heard of."""
    emulator.client("s3").create_bucket(Bucket=BUCKET)
    path = emulator.log.parent / "settings.txt"
    path.write_text("\n".join(f"{name}={value}" for name, value in settings.items()))
    _make(emulator, "package")
    command = [f"BUCKET={BUCKET}", f"AWS={PROGRAMS / 'aws'}", f"SETTINGS={path}"]
    _make(emulator, "send", *command, f"TEMPLATE={_understood()}")
    return Deployment(emulator)


def _make(emulator: Emulator, *target: str) -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", *target, f"STAGE={STAGE}"],
        cwd=ROOT,
        env=emulator.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\n{_failed(emulator)}"


def _failed(emulator: Emulator) -> str:
    """What CloudFormation could not make, and why."""
    try:
        events = emulator.client("cloudformation").describe_stack_events(StackName=STACK)
    except ClientError:
        return "there is no stack"
    return "\n".join(
        f"{each['LogicalResourceId']}: {each.get('ResourceStatusReason', '')}"
        for each in events["StackEvents"]
        if each["ResourceStatus"].endswith("FAILED")
    )


def _understood() -> Path:
    """The template, but for what the emulator refuses to read.

    It also asks whether SES may be used for everything, where AWS asks about the identity.
    """
    template = json.loads((ROOT / "build" / "package" / "sam.json").read_text())
    kept = {name: each for name, each in template["Resources"].items() if not _unheard_of(each)}
    left_out = Counter(
        each["Type"] for name, each in template["Resources"].items() if name not in kept
    )
    print(f"   left out: {', '.join(f'{count} {kind}' for kind, count in left_out.items())}")
    text = json.dumps({**template, "Resources": kept})
    identity = json.dumps({"Fn::Sub": f"{_SES}:identity/${{MailIdentity}}"})
    assert identity in text
    path = ROOT / "build" / "package" / "emulated.json"
    path.write_text(text.replace(identity, json.dumps("*")))
    return path


def _unheard_of(resource: dict[str, Any]) -> bool:
    """Saved queries, alarms that add up metrics, and the dashboard that shows these."""
    kind = resource["Type"]
    return kind in ("AWS::Logs::QueryDefinition", "AWS::CloudWatch::Dashboard") or (
        kind == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]
    )
