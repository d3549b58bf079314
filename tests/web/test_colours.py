"""Colours stand in one place, static/css/colours.css; stylesheets, scripts and figures name them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = settings.BASE_DIR
LIST = BASE / "static" / "css" / "colours.css"
COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})\b(?=[\s;,)\"'])", re.IGNORECASE)


def list_sources() -> list[Path]:
    found = [*(BASE / "static").rglob("*.css"), *(BASE / "static").rglob("*.js")]
    found += [*(BASE / "votes").rglob("*.py"), *(BASE / "templates").rglob("*.html")]
    return [file for file in found if "vendor" not in file.parts and "migrations" not in file.parts]


def list_admin_styles() -> list[Path]:
    """The style sheets of the admin. It has a scheme of its own, and the edges and messages of its pages fit that."""
    return [f for f in list_sources() if f.suffix == ".css" and f.parent != LIST.parent]


def read_block(opening: str) -> dict[str, str]:
    """The properties of the rule that begins with `opening`: {"--ink": "#eceae5", ...}."""
    styles = LIST.read_text(encoding="utf-8")
    rule = styles[styles.index(opening) + len(opening) :].split("}")[0]
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", rule))


def find_properties_used() -> set[str]:
    text = "".join(file.read_text(encoding="utf-8") for file in list_sources())
    return set(re.findall(r"var\((--[\w-]+)\)", text))


def test_no_other_file_has_the_value_of_a_colour() -> None:
    sources, of_the_admin = list_sources(), list_admin_styles()
    assert len(sources) > 100
    for file in sources:
        # What stands in the margins of a printed page knows no properties.
        text = re.sub(r"@bottom-\w+ \{[^}]*\}", "", file.read_text(encoding="utf-8"))
        assert file == LIST or file in of_the_admin or not COLOUR.findall(text), file


def test_the_admin_repeats_no_colour_of_the_site() -> None:
    ours = {value.lower() for value in COLOUR.findall(LIST.read_text(encoding="utf-8"))}
    assert len(ours) > 40
    assert list_admin_styles()
    for file in list_admin_styles():
        theirs = COLOUR.findall(file.read_text(encoding="utf-8"))
        assert not ours & {value.lower() for value in theirs}, file


def test_the_icon_has_colours_of_the_list() -> None:
    icon = (BASE / "static" / "img" / "icon.svg").read_text(encoding="utf-8")
    used = COLOUR.findall(icon)
    assert len(used) == 4
    assert set(used) <= set(COLOUR.findall(LIST.read_text(encoding="utf-8")))


def test_the_dark_scheme_has_its_own_value_of_each_colour() -> None:
    light, dark = read_block("The light scheme. */\n:root {"), read_block("dark) {\n  :root {")
    assert len(light) > 25
    assert set(light) == set(dark)


@pytest.mark.parametrize("name", sorted(find_properties_used()))
def test_a_property_that_is_used_has_a_value(name: str) -> None:
    styles = [f for f in list_sources() if f.suffix == ".css"]
    ours = "".join(file.read_text(encoding="utf-8") for file in styles)
    if re.search(rf"{name}:", ours):
        return
    # Else it is one of the admin's own, and a page of the admin uses it.
    users = [file for file in list_sources() if f"var({name})" in file.read_text(encoding="utf-8")]
    assert set(users) <= set(list_admin_styles()), f"{name} has no value"
