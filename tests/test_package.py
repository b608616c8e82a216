"""The package holds what is called and no more, and starts by itself or is not made."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from ops import package

FILES = {
    "app.py": "import jwt",
    "botocore/__init__.py": "",
    "botocore/data/endpoints.json": "{}",
    "botocore/data/dynamodb/2012-08-10/service-2.json": "{}",
    "botocore/data/ec2/2016-11-15/service-2.json": "{}",
    "jwt.py": "",
    "chalicelib/store/dynamo.py": "def connect(region, endpoint):\n    pass\n",
}


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package as Chalice makes it."""
    monkeypatch.setattr(package, "BUILD", tmp_path)
    return packed(tmp_path / "deployment.zip", FILES)


def packed(code: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(code, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return code


def test_only_services_that_are_called_are_described(code: Path) -> None:
    package.slim(code)
    kept = [name for name in zipfile.ZipFile(code).namelist() if not name.endswith(".pyc")]
    assert kept == sorted(set(FILES) - {"botocore/data/ec2/2016-11-15/service-2.json"})


def test_every_module_comes_with_its_byte_code_and_no_path_of_who_made_it(code: Path) -> None:
    package.slim(code)
    with zipfile.ZipFile(code) as made:
        compiled = [name for name in made.namelist() if name.endswith(".pyc")]
        assert len(compiled) == sum(name.endswith(".py") for name in FILES)
        assert not any(str(package.BUILD).encode() in made.read(name) for name in compiled)


def test_the_same_program_makes_the_same_package(code: Path, tmp_path: Path) -> None:
    package.slim(code)
    first = code.read_bytes()
    again = packed(tmp_path / "again.zip", dict(reversed(FILES.items())))
    package.slim(again)
    assert again.read_bytes() == first


@pytest.mark.parametrize("missing", ["app.py", "jwt.py", "chalicelib/store/dynamo.py"])
def test_a_package_that_does_not_start_by_itself_is_not_made(code: Path, missing: str) -> None:
    program = package.slim(code)
    package.starts(program)
    shutil.rmtree(program)
    whole = {name: text for name, text in FILES.items() if name != missing}
    with pytest.raises(subprocess.CalledProcessError):
        package.starts(package.slim(packed(code, whole)))
