"""Who may sign in: a Cognito user pool where there is one, else any issuer by setting (P-who).

People sign in on the pool's own page by authorization code with PKCE; the client has no secret.
Nobody signs up by themselves: an administrator makes the user, named as the person's id.
"""

from typing import Any

POOL = "People"
CLIENT = "PeopleClient"
CONDITION = "UsesCognito"
_HAS_PAGE = "HasSignInPage"
_PAGE = "https://${SignInDomain}.auth.${AWS::Region}.amazoncognito.com"

PARAMETERS: dict[str, Any] = {
    "OidcIssuer": {
        "Type": "String",
        "Default": "",
        "Description": "Issuer whose tokens are believed; empty makes a Cognito user pool",
        "AllowedPattern": "^(https://.+)?$",
    },
    "OidcAudience": {
        "Type": "String",
        "Default": "frontdesk",
        "Description": "Audience of another issuer's tokens",
    },
    "OidcPersonClaim": {
        "Type": "String",
        "Default": "sub",
        "Description": "Claim of another issuer's tokens that holds the person's id",
    },
    "SignInDomain": {
        "Type": "String",
        "Default": "",
        "Description": "Prefix of the sign-in page's address, free in the region; empty: no page",
        "AllowedPattern": "^([a-z0-9][a-z0-9-]{1,61}[a-z0-9])?$",
    },
    "SignInReturn": {
        "Type": "CommaDelimitedList",
        "Default": "http://localhost:3000/signed-in",
        "Description": "Addresses to which the sign-in page may return",
    },
    "SignInAuthorize": {
        "Type": "String",
        "Default": "",
        "Description": "Another issuer's authorization endpoint; empty: nobody signs in on a page",
        "AllowedPattern": "^(https://.+)?$",
    },
    "SignInToken": {
        "Type": "String",
        "Default": "",
        "Description": "Another issuer's token endpoint",
        "AllowedPattern": "^(https://.+)?$",
    },
    "SignInEndSession": {
        "Type": "String",
        "Default": "",
        "Description": "Another issuer's end session endpoint, if it has one",
        "AllowedPattern": "^(https://.+)?$",
    },
    "SignInClient": {
        "Type": "String",
        "Default": "",
        "Description": "What the console is called by another issuer, which gives it no secret",
    },
    "SignInScope": {
        "Type": "String",
        "Default": "openid",
        "Description": "What the console asks another issuer for",
    },
    "Sites": {
        "Type": "String",
        "Default": "",
        "Description": "Ids of the sites at which the console looks for people, commas between",
    },
}
CONDITIONS: dict[str, Any] = {
    CONDITION: {"Fn::Equals": [{"Ref": "OidcIssuer"}, ""]},
    _HAS_PAGE: {
        "Fn::And": [
            {"Condition": CONDITION},
            {"Fn::Not": [{"Fn::Equals": [{"Ref": "SignInDomain"}, ""]}]},
        ]
    },
}


def _if_cognito(then: Any, otherwise: Any) -> dict[str, Any]:
    return {"Fn::If": [CONDITION, then, otherwise]}


def _on_its_page(then: Any, otherwise: Any) -> dict[str, Any]:
    return {"Fn::If": [_HAS_PAGE, then, otherwise]}


def _endpoint(path: str, parameter: str) -> dict[str, Any]:
    return _on_its_page({"Fn::Sub": f"{_PAGE}{path}"}, {"Ref": parameter})


ENVIRONMENT: dict[str, Any] = {
    "OIDC_ISSUER": _if_cognito(
        {"Fn::Sub": f"https://cognito-idp.${{AWS::Region}}.${{AWS::URLSuffix}}/${{{POOL}}}"},
        {"Ref": "OidcIssuer"},
    ),
    "OIDC_AUDIENCE": _if_cognito({"Ref": CLIENT}, {"Ref": "OidcAudience"}),
    "OIDC_PERSON_CLAIM": _if_cognito("username", {"Ref": "OidcPersonClaim"}),
    "SIGN_IN_AUTHORIZE": _endpoint("/oauth2/authorize", "SignInAuthorize"),
    "SIGN_IN_TOKEN": _endpoint("/oauth2/token", "SignInToken"),
    "SIGN_IN_END_SESSION": _endpoint("/logout", "SignInEndSession"),
    "SIGN_IN_CLIENT": _on_its_page({"Ref": CLIENT}, {"Ref": "SignInClient"}),
    "SIGN_IN_SCOPE": _on_its_page("openid", {"Ref": "SignInScope"}),
    "SITES": {"Ref": "Sites"},
}
"""What the functions are told of it. Cognito's access tokens name the user in `username`."""
OUTPUTS: dict[str, Any] = {
    "UserPoolId": {"Condition": CONDITION, "Value": {"Ref": POOL}},
    "ClientId": {"Condition": CONDITION, "Value": {"Ref": CLIENT}},
    "SignInPage": {
        "Condition": _HAS_PAGE,
        "Value": {"Fn::Sub": _PAGE},
    },
}


def resources() -> dict[str, Any]:
    """The pool, its client and its page."""
    return {
        POOL: {
            "Type": "AWS::Cognito::UserPool",
            "Condition": CONDITION,
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": True},
                "DeletionProtection": "ACTIVE",
                "UsernameConfiguration": {"CaseSensitive": True},
                "MfaConfiguration": "OPTIONAL",
                "EnabledMfas": ["SOFTWARE_TOKEN_MFA"],
                "AccountRecoverySetting": {
                    "RecoveryMechanisms": [{"Name": "admin_only", "Priority": 1}]
                },
                "Policies": {
                    "PasswordPolicy": {
                        "MinimumLength": 12,
                        "RequireLowercase": True,
                        "RequireNumbers": True,
                        "RequireSymbols": False,
                        "RequireUppercase": True,
                        "TemporaryPasswordValidityDays": 3,
                    }
                },
            },
        },
        CLIENT: {
            "Type": "AWS::Cognito::UserPoolClient",
            "Condition": CONDITION,
            "Properties": {
                "UserPoolId": {"Ref": POOL},
                "GenerateSecret": False,
                "AllowedOAuthFlowsUserPoolClient": True,
                "AllowedOAuthFlows": ["code"],
                "AllowedOAuthScopes": ["openid"],
                "CallbackURLs": {"Ref": "SignInReturn"},
                "LogoutURLs": {"Ref": "SignInReturn"},
                "SupportedIdentityProviders": ["COGNITO"],
                "ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH"],
                "PreventUserExistenceErrors": "ENABLED",
                "EnableTokenRevocation": True,
                "AccessTokenValidity": 1,
                "IdTokenValidity": 1,
                "RefreshTokenValidity": 12,
                "TokenValidityUnits": {
                    "AccessToken": "hours",
                    "IdToken": "hours",
                    "RefreshToken": "hours",
                },
            },
        },
        f"{POOL}Page": {
            "Type": "AWS::Cognito::UserPoolDomain",
            "Condition": _HAS_PAGE,
            "Properties": {"UserPoolId": {"Ref": POOL}, "Domain": {"Ref": "SignInDomain"}},
        },
    }
