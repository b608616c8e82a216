"""The vault's secret, as the cloud keeps it: made by the first deployment, seen by nobody."""

from hashlib import sha256

from botocore.config import Config
from botocore.session import get_session

_PATIENCE = Config(connect_timeout=2, read_timeout=5, retries={"max_attempts": 3})


def secret(region: str, name: str) -> bytes:
    """32 bytes, made from the 64 random characters that AWS Secrets Manager keeps.

    Raises: botocore's ClientError where this function may not read it.
    """
    client = get_session().create_client("secretsmanager", region_name=region, config=_PATIENCE)
    return sha256(client.get_secret_value(SecretId=name)["SecretString"].encode()).digest()
