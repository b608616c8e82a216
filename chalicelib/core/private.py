"""How private values look to eyes that do not need them (P-private)."""

_FEWEST = 6
"""Digits of a number that somebody could be known by."""
_LONGEST = 12
"""Letters and digits of a document with letters in its number; ids of records have more."""


def normal(phone: str) -> str:
    """A telephone number as it is compared: digits, with any country code but the mainland's.

    >>> normal("+86 138-0013-8000") == normal("13800138000")
    True
    """
    digits = "".join(character for character in phone if character.isdigit())
    abroad = phone.startswith("+") or digits.startswith("00")
    if abroad:
        digits = digits.removeprefix("00")
    if digits.startswith("86") and (abroad or len(digits) == 13):
        return digits[2:]
    return f"+{digits}" if abroad else digits


def normal_identity(number: str) -> str:
    """The number of an identity document as it is compared: letters and digits, in capitals.

    >>> normal_identity("h 123456(7)") == normal_identity("H1234567")
    True
    """
    return "".join(character for character in number.upper() if character.isalnum())


def mask(value: str) -> str:
    """The last four characters and up to three of the first, at least four hidden: `138****8000`.

    What has fewer than eight is hidden whole.
    """
    bare = value.replace(" ", "").replace("-", "")
    if len(bare) < 8:
        return "*" * len(bare)
    head = min(3, len(bare) - 8)
    return f"{bare[:head]}{'*' * (len(bare) - head - 4)}{bare[-4:]}"


def repeated(id: str) -> str:
    """An id that somebody typed, as a refusal may repeat it: masked where it may be a number.

    >>> repeated("138 0013 8000"), repeated("19cac0f32ab81a4b0c2d1"), repeated("A-1203")
    ('138****8000', '19cac0f32ab81a4b0c2d1', 'A-1203')
    """
    letters = sum(character.isascii() and character.isalpha() for character in id)
    short = _digits(id) + letters <= _LONGEST
    return mask(id) if _many(id) and (short or _digits(id) > _FEWEST * letters) else id


def repeated_name(field: str) -> str:
    """The name of a field that no form has, as a refusal may repeat it: no field has a number."""
    return mask(field) if _many(field) else field


def _many(text: str) -> bool:
    return _digits(text) >= _FEWEST


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def shown_end(mask: str) -> tuple[str, ...]:
    """The last four digits, where a number's mask shows them."""
    return (mask[-4:],) if mask[-4:].isdecimal() else ()


def mask_mail(address: str) -> str:
    """The first character and the domain: `w****@example.com`."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}****@{domain}"
