"""Writes what Chalice does not make itself, from the program's own definitions.

`.chalice/resources.json`: merged into the template that is deployed; `make run` creates its tables
from it. `.chalice/policy-*.json`: what each function may do. `.chalice/config.json`: the stages.
"""

import json
import sys
from pathlib import Path
from typing import Any

from ops.cloud import functions, gateway, keys, queues, sign_in, storage, tables, telling, watching

FOLDER = Path(__file__).parent.parent / ".chalice"
STAGES = {"dev": 30, "prod": 400}
"""Each stage, and the days for which its logs are kept."""


def resources() -> dict[str, Any]:
    """What is merged into Chalice's template."""
    watches = watching.template(functions.FUNCTIONS, [queues.FAILURES], tables.resources())
    return {
        "Parameters": {
            "Stage": {"Type": "String", "AllowedValues": list(STAGES)},
            "ReserveConcurrency": {
                "Type": "String",
                "Default": "yes",
                "AllowedValues": ["yes", "no"],
                "Description": "no: for an account with fewer than 200 concurrent executions",
            },
            **gateway.PARAMETERS,
            **sign_in.PARAMETERS,
            **telling.PARAMETERS,
            **watches["Parameters"],
        },
        "Conditions": {
            "Reserves": {"Fn::Equals": [{"Ref": "ReserveConcurrency"}, "yes"]},
            **sign_in.CONDITIONS,
            **telling.CONDITIONS,
            **watches["Conditions"],
        },
        "Globals": {"Function": {"Environment": {"Variables": _environment()}}},
        "Resources": {
            **tables.resources(),
            **functions.resources(),
            **keys.resources(),
            **queues.resources(),
            **storage.resources(),
            **sign_in.resources(),
            "RestAPI": gateway.properties(),
            **watches["Resources"],
        },
        "Outputs": sign_in.OUTPUTS,
    }


def _environment() -> dict[str, Any]:
    return {
        "STAGE": {"Ref": "Stage"},
        "CORS_ORIGIN": {"Ref": "CorsOrigin"},
        "VAULT_SECRET": keys.SECRET_ARN,
        "FILES_BUCKET": {"Ref": storage.BUCKET},
        "FILES_ORIGIN": storage.ORIGIN,
        **sign_in.ENVIRONMENT,
        **telling.ENVIRONMENT,
    }


def config() -> dict[str, Any]:
    """Chalice's own settings, by stage."""
    return {
        "version": "2.0",
        "app_name": functions.APP,
        "api_gateway_endpoint_type": "REGIONAL",
        "autogen_policy": False,
        "lambda_memory_size": 1024,
        "minimum_compression_size": gateway.COMPRESSED_FROM,
        "stages": {stage: _stage(stage, days) for stage, days in STAGES.items()},
    }


def _stage(stage: str, days: int) -> dict[str, Any]:
    own = {
        each.name: {
            "lambda_timeout": each.seconds,
            "iam_policy_file": f"policy-{each.name}.json",
            **({"lambda_memory_size": each.megabytes} if each.megabytes else {}),
        }
        for each in functions.FUNCTIONS
    }
    return {
        "api_gateway_stage": stage,
        "log_retention_in_days": days,
        **own.pop(functions.API),
        "lambda_functions": own,
    }


def files() -> dict[Path, str]:
    """Every file that this module writes, with its content."""
    contents = {"resources.json": resources(), "config.json": config()}
    contents |= {f"policy-{each.name}.json": each.policy() for each in functions.FUNCTIONS}
    return {
        FOLDER / name: json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        for name, content in contents.items()
    }


def main() -> None:
    """Write them, or with `--check` say which are out of date."""
    stale = [
        path for path, text in files().items() if not path.exists() or path.read_text() != text
    ]
    if "--check" in sys.argv:
        if stale:
            sys.exit("out of date, run `make resources`: " + ", ".join(path.name for path in stale))
        return
    for path, text in files().items():
        path.write_text(text)


if __name__ == "__main__":
    main()
