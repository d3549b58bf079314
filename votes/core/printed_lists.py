"""Lists of names as a source prints them."""

import re

_COMMA = re.compile(r",(?![^(]*\))")


def split_printed_list(printed: str) -> list[str]:
    """The parts between commas, but not between those in brackets."""
    return [part.strip() for part in _COMMA.split(printed) if part.strip()]
