"""Lists of names as a source prints them."""

import re

_SEPARATOR = re.compile(r"[,;](?![^(]*\))")


def split_printed_list(printed: str) -> list[str]:
    """The parts between commas or semicolons, but not between those in brackets."""
    return [part.strip() for part in _SEPARATOR.split(printed) if part.strip()]
