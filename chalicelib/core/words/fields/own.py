"""What a schema means of its own by a field that others have too."""

from chalicelib.core.words import Words


def own(*whose: str, **fields: Words) -> dict[str, Words]:
    """The fields of these schemas, or these operations' queries, under names of their own."""
    return {f"{each}.{field}": words for each in whose for field, words in fields.items()}
