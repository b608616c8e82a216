"""Where attachments lie: private, encrypted, versioned, reached by short links only (P-files)."""

from typing import Any

from chalicelib.common.sheets import MADE

BUCKET = "FilesBucket"
BUCKET_ARN = {"Fn::GetAtt": [BUCKET, "Arn"]}
OBJECTS = {"Fn::Sub": f"${{{BUCKET}.Arn}}/*"}
"""Every object of the bucket, for a policy."""
ORIGIN = {"Fn::Sub": f"https://${{{BUCKET}.RegionalDomainName}}"}
"""Where a browser finds it."""
_IMPORTS = "imports/"
SPREADSHEETS = {"Fn::Sub": f"${{{BUCKET}.Arn}}/{_IMPORTS}*"}
"""Those that are taken in and removed."""


def resources() -> dict[str, Any]:
    """The bucket, closed to everyone whom the program gave no link."""
    return {
        BUCKET: {
            "Type": "AWS::S3::Bucket",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "BucketEncryption": {
                    "ServerSideEncryptionConfiguration": [
                        {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
                    ]
                },
                "PublicAccessBlockConfiguration": {
                    "BlockPublicAcls": True,
                    "BlockPublicPolicy": True,
                    "IgnorePublicAcls": True,
                    "RestrictPublicBuckets": True,
                },
                "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
                "VersioningConfiguration": {"Status": "Enabled"},
                "LifecycleConfiguration": {
                    "Rules": [
                        {
                            "Id": "what-was-removed-goes-for-good",
                            "Status": "Enabled",
                            "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
                            "ExpiredObjectDeleteMarker": True,
                            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
                        },
                        {
                            "Id": "what-is-made-anew-goes-after-a-day",
                            "Status": "Enabled",
                            "Prefix": MADE,
                            "ExpirationInDays": 1,
                            "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
                        },
                        {
                            "Id": "spreadsheets-go-the-day-after",
                            "Status": "Enabled",
                            "Prefix": _IMPORTS,
                            "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
                        },
                    ]
                },
                "CorsConfiguration": {
                    "CorsRules": [
                        {
                            "AllowedOrigins": [{"Ref": "CorsOrigin"}],
                            "AllowedMethods": ["GET", "PUT"],
                            "AllowedHeaders": ["*"],
                            "MaxAge": 600,
                        }
                    ]
                },
            },
        },
        f"{BUCKET}Policy": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {
                "Bucket": {"Ref": BUCKET},
                "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Deny",
                            "Principal": "*",
                            "Action": "s3:*",
                            "Resource": [BUCKET_ARN, OBJECTS],
                            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                        }
                    ],
                },
            },
        },
    }
