"""The values of the site's colours, read from the stylesheet that alone has them."""

import re
from functools import cache
from pathlib import Path

STYLESHEET = Path(__file__).resolve().parents[3] / "static" / "css" / "colours.css"


@cache
def read_palette(stylesheet: Path = STYLESHEET) -> dict[str, str]:
    """The colours of the light scheme by how figures name them, such as "var(--ink)".

    ValueError where a colour that another one names is missing.
    """
    text = stylesheet.read_text(encoding="utf-8")
    light = text.partition("@media")[0]  # the schemes for the dark and for paper come after it
    found = {f"var({name})": value.strip() for name, value in re.findall(r"(--[\w-]+):([^;]+);", light)}
    for name, value in found.items():
        while value.startswith("var("):
            if value not in found:
                raise ValueError(f"{name} is {value}, which {stylesheet.name} does not have")
            value = found[value]
        found[name] = value
    return found
