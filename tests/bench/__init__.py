"""Figures that anyone can measure again. Each module prints its own."""

import os

os.environ |= {
    "STAGE": "local",
    "AWS_DEFAULT_REGION": "ap-east-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "OIDC_ISSUER": "https://issuer.test",
}
