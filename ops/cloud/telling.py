"""By what means people are told, as a stage has them: e-mail by SES or SMTP, SMS by SNS (P-tell).

A region without SES or SMS sends e-mail by SMTP and the rest by webhooks and group robots, which
need nothing of AWS.
"""

from typing import Any

PARAMETERS: dict[str, Any] = {
    "Mail": {
        "Type": "String",
        "Default": "",
        "AllowedValues": ["", "ses", "smtp"],
        "Description": "What e-mail is sent by; empty: by nothing",
    },
    "MailFrom": {
        "Type": "String",
        "Default": "",
        "Description": "Whom e-mail is from",
    },
    "MailIdentity": {
        "Type": "String",
        "Default": "",
        "Description": "With SES, the identity that was verified for it: an address or its domain",
    },
    "SmtpHost": {"Type": "String", "Default": ""},
    "SmtpPort": {"Type": "Number", "Default": 587},
    "SmtpUser": {"Type": "String", "Default": ""},
    "SmtpPassword": {"Type": "String", "Default": "", "NoEcho": True},
    "Sms": {
        "Type": "String",
        "Default": "",
        "AllowedValues": ["", "sns"],
        "Description": "What SMS is sent by; empty: by nothing",
    },
}
CONDITIONS: dict[str, Any] = {
    "MailsBySes": {"Fn::Equals": [{"Ref": "Mail"}, "ses"]},
    "SendsSms": {"Fn::Equals": [{"Ref": "Sms"}, "sns"]},
}
ENVIRONMENT: dict[str, Any] = {
    "MAIL": {"Ref": "Mail"},
    "MAIL_FROM": {"Ref": "MailFrom"},
    "SMTP_HOST": {"Ref": "SmtpHost"},
    "SMTP_PORT": {"Ref": "SmtpPort"},
    "SMTP_USER": {"Ref": "SmtpUser"},
    "SMTP_PASSWORD": {"Ref": "SmtpPassword"},
    "SMS": {"Ref": "Sms"},
}
"""What the functions are told of it."""


def _only_if(condition: str, statement: dict[str, Any]) -> dict[str, Any]:
    return {"Fn::If": [condition, {"Effect": "Allow", **statement}, {"Ref": "AWS::NoValue"}]}


SENDS: tuple[dict[str, Any], ...] = (
    _only_if(
        "MailsBySes",
        {
            "Action": ["ses:SendEmail", "ses:SendRawEmail"],
            "Resource": [
                {
                    "Fn::Sub": "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}"
                    ":identity/${MailIdentity}"
                }
            ],
        },
    ),
    # A telephone number has no address of its own in IAM: whatever is no topic.
    _only_if(
        "SendsSms",
        {
            "Action": ["sns:Publish"],
            "NotResource": [{"Fn::Sub": "arn:${AWS::Partition}:sns:*:*:*"}],
        },
    ),
)
"""What a function may do that sends, where the stage sends by it."""
