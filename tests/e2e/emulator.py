"""An emulator of AWS that really runs the functions, on this machine only, with IAM enforced.

It speaks TLS, as AWS does. Tokens of its Cognito name an issuer at AWS's address; a proxy of our
own leads the functions from there to the emulator, so that nothing in the program has to give way.
"""

import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import boto3

from local import engine, processes

HOST = "127.0.0.1"
REGION = "us-east-1"
PROGRAMS = Path(__file__).parents[2] / ".venv-release" / "bin"
"""An environment without the project's packages: the package brings its own, or it fails."""
ROOT = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@dataclass(frozen=True)
class Emulator:
    """A running emulator, and how to reach it."""

    address: str
    certificate: Path
    log: Path
    _clients: dict[str, Any] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What AWS's own programs read to talk to it as its root user."""
        return {
            **os.environ,
            **ROOT,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ENDPOINT_URL": self.address,
            "AWS_CA_BUNDLE": str(self.certificate),
            "AWS_PAGER": "",
        }

    @property
    def trust(self) -> ssl.SSLContext:
        """Believes the emulator's certificate and no other."""
        return ssl.create_default_context(cafile=self.certificate)

    def client(self, service: str) -> Any:
        """A client of one of AWS's services, as the root user."""
        if service not in self._clients:
            self._clients[service] = boto3.client(
                service,
                region_name=REGION,
                endpoint_url=self.address,
                verify=str(self.certificate),
                aws_access_key_id=ROOT["AWS_ACCESS_KEY_ID"],
                aws_secret_access_key=ROOT["AWS_SECRET_ACCESS_KEY"],
            )
        return self._clients[service]

    def workers(self, function: str) -> list[int]:
        """Processes that run a function now."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                environment = (folder / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if f"AWS_LAMBDA_FUNCTION_NAME={function}".encode() in environment:
                found.append(int(folder.name))
        return found


@contextmanager
def running() -> Iterator[Emulator]:
    """Start it, and stop everything that it started."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-e2e-") as name:
        folder = Path(name)
        certificate = _certificate(folder)
        port, proxy = engine.free_port(), _Proxy()
        environment = {
            **ROOT,
            "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
            "HOME": name,
            "TMPDIR": name,
            "AUTH": "true",
            "USE_SSL": "1",
            "MINISTACK_SSL_CERT": str(certificate),
            "MINISTACK_SSL_KEY": str(folder / "key.pem"),
            "BIND_HOST": HOST,
            "GATEWAY_PORT": str(port),
            "MINISTACK_HOST": HOST,
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "LAMBDA_STATE_TRANSITION_SECONDS": "0",
            "PERSIST_STATE": "0",
            "SSL_CERT_FILE": str(certificate),
            "AWS_CA_BUNDLE": str(certificate),
            "HTTPS_PROXY": f"http://{HOST}:{proxy.port}",
            "NO_PROXY": HOST,
        }
        log = folder / "log"
        made = Emulator(f"https://{HOST}:{port}", certificate, log)
        with log.open("wb") as output:
            process = processes.start(
                [str(PROGRAMS / "python"), "-m", "ministack"],
                env=environment,
                stdout=output,
                stderr=output,
            )
            proxy.lead_to(port)
            try:
                _wait(made, process)
                yield made
            finally:
                process.terminate()
                process.wait()
                proxy.close()


def _wait(emulator: Emulator, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            sys.exit(f"the emulator did not start:\n{emulator.log.read_text()}")
        try:
            urlopen(f"{emulator.address}/_ministack/health", context=emulator.trust)
        except URLError:
            time.sleep(0.05)
        else:
            return
    sys.exit("the emulator did not answer within half a minute")


def _certificate(folder: Path) -> Path:
    """A certificate for this machine and for the addresses that tokens name."""
    names = ("localhost", f"cognito-idp.{REGION}.amazonaws.com", f"*.{REGION}.amazonaws.com")
    alternatives = ",".join([f"IP:{HOST}", *(f"DNS:{name}" for name in names)])
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=emulator", "-addext", f"subjectAltName={alternatives}"),
            *("-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    return certificate


class _Proxy:
    """Whatever address is asked for, it is the emulator's (CONNECT, RFC 9110, 9.3.6)."""

    def __init__(self) -> None:
        self._listening = socket.create_server((HOST, 0))
        self.port = self._listening.getsockname()[1]

    def lead_to(self, port: int) -> None:
        threading.Thread(target=self._serve, args=(port,), daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _serve(self, port: int) -> None:
        while True:
            try:
                asking, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._led, args=(asking, port), daemon=True).start()

    def _led(self, asking: socket.socket, port: int) -> None:
        with closing(asking), closing(socket.create_connection((HOST, port))) as answering:
            request = b""
            while not request.endswith(b"\r\n\r\n"):
                request += asking.recv(1)
            asking.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_poured, args=(answering, asking), daemon=True)
            back.start()
            _poured(asking, answering)
            back.join()


def _poured(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return
