"""How private values look to eyes that do not need them (P-private)."""


def normal(phone: str) -> str:
    """A telephone number as it is compared: digits only, without the country code of the mainland.

    >>> normal("+86 138-0013-8000") == normal("13800138000")
    True
    """
    digits = "".join(character for character in phone if character.isdigit())
    if phone.startswith("+86") or (digits.startswith("86") and len(digits) == 13):
        return digits[2:]
    return digits


def mask(value: str) -> str:
    """A few characters at each end, the rest hidden: `138****8000`, `*****` for short ones."""
    bare = value.replace(" ", "").replace("-", "")
    if len(bare) < 8:
        return "*" * len(bare)
    return f"{bare[:3]}{'*' * (len(bare) - 7)}{bare[-4:]}"
