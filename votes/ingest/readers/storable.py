"""The characters that no text of a record may contain, in one place for all readers. Pure."""

import re

# PostgreSQL stores no NUL, and UTF-8 has no half of a surrogate pair.
_UNSTORABLE = re.compile("[\\x00\\ud800-\\udfff]")


def is_storable(value: object) -> bool:
    """Whether a database can store every text in `value`: a text, or lists, tuples and dicts of texts."""
    if isinstance(value, str):
        return not _UNSTORABLE.search(value)
    if isinstance(value, dict):
        return all(is_storable(part) for pair in value.items() for part in pair)
    return not isinstance(value, list | tuple) or all(is_storable(part) for part in value)
