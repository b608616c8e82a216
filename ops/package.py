"""Makes the package that is deployed, and checks what a deployment would trip over."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

BUILD = Path(__file__).parent.parent / "build" / "package"
MOST_RESOURCES = 300
"""What API Gateway gives a REST API."""


def make(stage: str) -> None:
    """Package a stage: Chalice's template, ours merged into it, and the code."""
    shutil.rmtree(BUILD, ignore_errors=True)
    chalice = Path(sys.executable).parent / "chalice"
    merge = ["--merge-template", ".chalice/resources.json"]
    # Chalice asks for a region and writes none: the template deploys to any.
    environment = {"AWS_DEFAULT_REGION": "any", **os.environ}
    command: list[str | Path] = [chalice, "package", "--stage", stage, *merge, BUILD]
    subprocess.run(command, check=True, env=environment)


def api_resources(template: dict[str, Any]) -> int:
    """How many API Gateway resources the routes take: one for each part of each path."""
    paths = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    parts = {
        tuple(path.strip("/").split("/")[:end])
        for path in paths
        for end in range(1, path.count("/") + 1)
    }
    return len(parts | {()})


def faults(template: dict[str, Any]) -> list[str]:
    """What a deployment would trip over, or an auditor."""
    found = []
    if api_resources(template) > MOST_RESOURCES:
        found.append(f"{api_resources(template)} API resources, {MOST_RESOURCES} are given")
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::IAM::Role":
            statements = [
                statement
                for policy in resource["Properties"]["Policies"]
                for statement in policy["PolicyDocument"]["Statement"]
            ]
            if any("*" in (each["Resource"], each["Action"]) for each in statements):
                found.append(f"{name} may do or reach everything")
        if resource["Type"] == "AWS::Serverless::Function" and "Role" not in resource["Properties"]:
            found.append(f"{name} has no role of its own")
    return found


def main() -> None:
    """Make the package, print its sizes, fail on a fault."""
    make("dev")
    template = json.loads((BUILD / "sam.json").read_text())
    code = BUILD / "deployment.zip"
    with zipfile.ZipFile(code) as packed:
        sizes = {each.filename: each.compress_size for each in packed.infolist()}
    brought = sum(size for name, size in sizes.items() if name.startswith("botocore"))
    print(f"package {code.stat().st_size / 1e6:.1f} MB, {brought / 1e6:.1f} MB of it botocore")
    print(f"API resources {api_resources(template)} of {MOST_RESOURCES}")
    found = faults(template)
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
