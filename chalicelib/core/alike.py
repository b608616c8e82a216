"""Words as they are compared: however they were typed, the same words are the same."""

import unicodedata


def folded(text: str) -> str:
    """The words without white space, width and case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
