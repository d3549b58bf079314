"""The map: members coloured, small States as dots, everything else plain."""

import gzip

from votes.web.world_map import MAP, Fill, build_world_map, read_world

FILLS = {
    "CHN": Fill("var(--in-favour)", "China: In favour"),
    "MUS": Fill("var(--paper)", "Mauritius: Not voting", is_hatched=True),
    "SUN": Fill("var(--against)", "USSR: Against"),
}


def test_a_state_has_its_outline_or_a_dot_with_what_it_did() -> None:
    china, mauritius = build_world_map("map", "A vote", FILLS, []).places
    assert china.path.startswith("M")
    assert china.fill.words == "China: In favour"
    assert (mauritius.path, mauritius.fill.is_hatched) == ("", True)
    assert mauritius.x > read_world()["width"] / 2


def test_what_is_not_coloured_is_plain_and_nothing_is_drawn_twice() -> None:
    world = build_world_map("map", "A vote", FILLS, [])
    assert read_world()["shapes"]["BRA"] in world.plain
    assert read_world()["shapes"]["CHN"] not in world.plain


def test_every_state_of_today_has_a_place() -> None:
    world = read_world()
    gone = {"CSK", "DDR", "GER", "SUN", "YUG"}
    states = {
        line.split(",")[0]
        for line in (MAP.parent / "states.csv").read_text(encoding="utf-8").splitlines()[1:]
    }
    assert states - world["shapes"].keys() - world["dots"].keys() <= gone
    assert not world["shapes"].keys() & world["dots"].keys()


def test_every_place_is_on_the_map() -> None:
    world = read_world()
    assert all(0 <= x <= world["width"] and 0 <= y <= world["height"] for x, y in world["dots"].values())


def test_the_map_is_light() -> None:
    assert len(gzip.compress(MAP.read_bytes())) < 40_000
