"""A map of the world with some States coloured; all others are plain."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from votes.web.svg.elements import Hatching, Key

MAP = settings.BASE_DIR / "fixtures" / "map.json"


@dataclass(frozen=True)
class Fill:
    """How a State is shown: a colour and what it means for this State, "China: in favour"."""

    colour: str
    words: str
    is_hatched: bool = False


@dataclass(frozen=True)
class Place:
    """A coloured State: its outline as an SVG path, or a dot at (x, y) for a small one."""

    fill: Fill
    path: str = ""
    x: int = 0
    y: int = 0


@dataclass(frozen=True)
class WorldMap:
    """The map in units of its own. `plain`: the outlines of everything else. `keys`: the legend."""

    name: str
    title: str
    width: int
    height: int
    places: list[Place]
    plain: str
    keys: list[Key]
    hatching: Hatching


@cache
def read_world() -> dict[str, Any]:
    """The outlines that scripts/build_map made."""
    world: dict[str, Any] = json.loads(MAP.read_text(encoding="utf-8"))
    return world


def build_world_map(name: str, title: str, fills: Mapping[str, Fill], keys: list[Key]) -> WorldMap:
    """The map with the States of `fills`, by their codes; a State that no longer exists has no place on it."""
    world = read_world()
    shapes, dots = world["shapes"], world["dots"]
    places = [Place(fills[iso3], path=path) for iso3, path in shapes.items() if iso3 in fills]
    places += [Place(fills[iso3], x=x, y=y) for iso3, (x, y) in dots.items() if iso3 in fills]
    plain = "".join(path for iso3, path in shapes.items() if iso3 not in fills) + world["others"]
    return WorldMap(
        name,
        title,
        world["width"],
        world["height"],
        places,
        plain,
        keys,
        Hatching("var(--paper)", "var(--muted)"),
    )
