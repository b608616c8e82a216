"""The secret from which private values are sealed: made by the cloud, seen by nobody (P-private).

Whoever loses it loses every sealed number, so nothing in a deployment deletes it.
"""

from typing import Any

SECRET = "VaultSecret"  # noqa: S105  its name in the template
SECRET_ARN = {"Fn::GetAtt": [SECRET, "Id"]}
_KEY = "VaultKey"
_KEPT = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}

OPENS: tuple[dict[str, Any], ...] = (
    {
        "Effect": "Allow",
        "Action": ["secretsmanager:GetSecretValue"],
        "Resource": [SECRET_ARN],
    },
    {
        "Effect": "Allow",
        "Action": ["kms:Decrypt"],
        "Resource": [{"Fn::GetAtt": [_KEY, "Arn"]}],
    },
)
"""What a function may do that opens or seals what is private."""


def resources() -> dict[str, Any]:
    """The secret, and the key that it is encrypted by."""
    account = {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}
    return {
        _KEY: {
            "Type": "AWS::KMS::Key",
            **_KEPT,
            "Properties": {
                "Description": "Encrypts the secret from which Frontdesk seals private values",
                "EnableKeyRotation": True,
                "PendingWindowInDays": 30,
                "KeyPolicy": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"AWS": account},
                            "Action": "kms:*",
                            "Resource": "*",
                        }
                    ],
                },
            },
        },
        SECRET: {
            "Type": "AWS::SecretsManager::Secret",
            **_KEPT,
            "Properties": {
                "Description": "Private values are sealed by keys derived from this; never delete",
                "KmsKeyId": {"Fn::GetAtt": [_KEY, "Arn"]},
                "GenerateSecretString": {"PasswordLength": 64, "ExcludePunctuation": True},
            },
        },
    }
