"""Makes the package that is deployed, and checks what a deployment would trip over."""

import compileall
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from py_compile import PycInvalidationMode

from chalicelib import settings
from ops import template

BUILD = Path(__file__).parent.parent / "build" / "package"
SERVICES = {"dynamodb", "s3", "secretsmanager", "sesv2", "sns"}
"""The AWS services that the program calls."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the package: the same program makes the same package."""
STARTED = """
import sys
sys.path.insert(0, sys.argv[1])
import app
from chalicelib.store.dynamo import connect
connect("any", None)
"""


def make(stage: str) -> None:
    """Package a stage: Chalice's template, ours merged into it, and the code."""
    shutil.rmtree(BUILD, ignore_errors=True)
    chalice = Path(sys.executable).parent / "chalice"
    merge = ["--merge-template", ".chalice/resources.json"]
    # Chalice asks for a region and writes none: the template deploys to any. It imports the
    # program, which runs as no stage while it is packed.
    environment = {"AWS_DEFAULT_REGION": "any", **os.environ, "STAGE": settings.LOCAL}
    command: list[str | Path] = [chalice, "package", "--stage", stage, *merge, BUILD]
    subprocess.run(command, check=True, env=environment)


def slim(code: Path) -> Path:
    """Leave out what botocore says of services that are not called; bring the byte code along.

    Lambda has nowhere to keep byte code, and nobody changes a file there: it is not checked again.
    """
    program = BUILD / "program"
    with zipfile.ZipFile(code) as packed:
        packed.extractall(program)
    for service in (program / "botocore" / "data").iterdir():
        if service.is_dir() and service.name not in SERVICES:
            shutil.rmtree(service)
    compileall.compile_dir(
        program,
        quiet=1,
        stripdir=str(program),
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    with zipfile.ZipFile(code, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(each for each in program.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(program).as_posix(), EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes())
    return program


def starts(program: Path) -> None:
    """See that the package starts by itself, with nothing of this environment.

    Raises: subprocess.CalledProcessError where something is missing.
    """
    environment = {
        "STAGE": "dev",
        "OIDC_ISSUER": "https://issuer.invalid",
        "VAULT_SECRET": "none",
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
    }
    alone = [sys.executable, "-I", "-S", "-c", STARTED, str(program)]
    subprocess.run(alone, check=True, cwd=program, env=environment)


def linted() -> None:
    """Hold the template against CloudFormation's own schemas.

    Raises: subprocess.CalledProcessError for any finding.
    """
    linter = Path(sys.executable).parent / "cfn-lint"
    subprocess.run([linter, BUILD / "sam.json"], check=True)


def main() -> None:
    """Make the package, print its sizes, fail on a fault."""
    make(sys.argv[1] if len(sys.argv) > 1 else "dev")
    made = json.loads((BUILD / "sam.json").read_text())
    # Indented, it would be half as large again: CloudFormation takes a template of 1 MB at most.
    (BUILD / "sam.json").write_text(json.dumps(made, separators=(",", ":")))
    code = BUILD / "deployment.zip"
    starts(slim(code))
    with zipfile.ZipFile(code) as packed:
        sizes = {each.filename: each.compress_size for each in packed.infolist()}
    brought = sum(size for name, size in sizes.items() if name.startswith("botocore"))
    print(f"package {code.stat().st_size / 1e6:.1f} MB, {brought / 1e6:.1f} MB of it botocore")
    print(f"API resources {template.api_resources(made)} of {template.MOST_RESOURCES}\n")
    print("\n".join(template.table(made)))
    found = list(template.faults(made))
    if found:
        sys.exit("\n".join(found))
    linted()


if __name__ == "__main__":
    main()
