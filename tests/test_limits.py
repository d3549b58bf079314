"""Each named limit in `votes/` has a test marked with its name: `@pytest.mark.limit("clusters.MOST_CLUSTERS")`.

A named limit is a constant in upper case that is a number, or numbers in a table. The mark says which test holds it;
that the test looks just below the limit, at it and just above it is for people to see.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

# Numbers that bound nothing: what the constant is instead.
NO_LIMITS = {
    "cells.WORDS_OF_A_POSITION": "bounds only the time",
    "challenge.MAX_SECONDS": "seconds that a browser has, which only a browser shows",
    "challenge.POLL_MILLISECONDS": "how often the harvest looks for the cookie",
    "charts.AXIS": "pixels of a chart",
    "charts.GAP": "pixels of a chart",
    "charts.PANEL": "pixels of a chart",
    "charts.ROW": "pixels of a chart",
    "content_coding.BROTLI_QUALITY": "how hard a page is compressed",
    "content_coding.GZIP_LEVEL": "how hard a page is compressed",
    "content_coding.ZSTD_LEVEL": "how hard a page is compressed",
    "coverage.FORM": "part of a key in the cache",
    "exchanged.YEAR_OF_EVIDENCE": "the one year of which another publisher tells",
    "filter_choices.FORM": "part of a key in the cache",
    "headings.LONGEST_HEADING": "bounds only the time",
    "headings.LONGEST_MENTION": "how much of a text is quoted",
    "imports.ADVISORY_LOCK_ID": "the name of a lock",
    "item_response.FIRST_ROUNDS": "more than enough; the fit ends when it no longer moves",
    "item_response.MOST_ROUNDS": "more than enough; the fit ends when it no longer moves",
    "item_response.SECOND_DIMENSION_STARTS": "attempts, of which the best is taken",
    "item_response.TRIAL_ROUNDS": "how long each attempt lasts",
    "marcxml.CHUNK": "bytes read at once",
    "matrix.NOT_ON_RECORD": "a code in the matrix",
    "name_lists.LONGEST_NAME": "bounds only the time",
    "page_cache.SECONDS_BETWEEN_LOOKS": "how often a waiting request looks",
    "page_cache.SECONDS_STORED": "how long Redis keeps what nobody asks for",
    "page_cache.STORED_STATUSES": "a list of statuses",
    "pictures.HEIGHT": "pixels of a picture",
    "pictures.MARGIN": "pixels of a picture",
    "pictures.WIDTH": "pixels of a picture",
    "pool.FREE": "positions with weights of their own; the third follows",
    "pool.STEPS": "more than enough; the fit ends when it no longer moves",
    "search_index.FORM": "part of a key in the cache",
    "service.FORM": "part of a key in the cache",
    "service.MOST_COMPARED": "how many similar words are told apart by how often they occur",
    "share_links.EMBED_HEIGHT": "pixels of a frame",
    "share_chart.GAP": "pixels of a chart",
    "share_chart.PANEL": "pixels of a chart",
    "sources.CHUNK_BYTES": "bytes read at once",
    "sources.MEGABYTE": "a unit",
    "spatial.BOOTSTRAP_REPLICATES": "how many samples an interval is made from",
    "spatial.BOOTSTRAP_ROUNDS": "how long each sample is fitted",
    "spatial.BOOTSTRAP_SEED": "where the random numbers begin",
    "terms.FORM": "part of a key in the cache",
    "units.LONGEST_BEFORE": "how far back a pattern looks",
    "vote_table.FORM": "part of a key in the cache",
}
NO_LIMITS |= dict.fromkeys(
    (
        *(
            f"drawing.{name}"
            for name in ("BAR_PAD", "EDGE", "LABEL_BELOW", "LABEL_ROW", "POINT_PAD", "STANDOFF")
        ),
        *(
            f"elements.{name}"
            for name in ("CAPITAL_WIDTH", "LETTER_WIDTH", "LINE_HEIGHT", "PADDING_STEP", "TO_BASELINE")
        ),
        *(
            f"picture.{name}"
            for name in ("KEY_GAP", "MARGIN", "SQUARE", "SWATCH", "TITLE_LETTER", "TITLE_LINE", "WIDTH")
        ),
        *(f"points.{name}" for name in ("LABEL_DISTANCE", "NARROW_PLOT", "WIDE_PLOT")),
    ),
    "pixels of a chart",
)
# The template filters are tested with what pages share.
HOMES = {"templatetags": "web"}
WRAPPERS = {"Fraction", "Retry", "Timeout", "array", "date", "timedelta"}


def is_numeric(node: ast.expr) -> bool:
    """Whether an expression has only numbers in it: 20, 12 * 365, (0.5, 20.0), {"title": 0.5}, timedelta(hours=1)."""
    match node:
        case ast.Constant(value=value):
            return isinstance(value, int | float) and not isinstance(value, bool)
        case ast.UnaryOp(operand=operand):
            return is_numeric(operand)
        case ast.BinOp(left=left, right=right):
            return is_numeric(left) and is_numeric(right)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) | ast.Dict(values=parts):
            return bool(parts) and all(map(is_numeric, parts))
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args, keywords=keywords):
            return name in WRAPPERS and all(map(is_numeric, [*args, *(word.value for word in keywords)]))
    return False


def list_names(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    """The names that a statement gives to numbers: both of `TOPICS_SHOWN, MEMBERS_SHOWN = 12, 15`."""
    if node.value is None or not is_numeric(node.value):
        return
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        for part in target.elts if isinstance(target, ast.Tuple) else [target]:
            if isinstance(part, ast.Name) and part.id.isupper():
                yield part.id


def list_limits(source: str, module: str) -> set[str]:
    statements = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assign | ast.AnnAssign)
    ]
    return {f"{module}.{name}" for node in statements for name in list_names(node)} - set(NO_LIMITS)


def list_marked(source: str) -> set[str]:
    """The limits that the tests of a file are marked with."""
    return {
        argument.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "limit"
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def read_rooms(folder: str) -> dict[str, list[Path]]:
    """The Python files under `folder` by room."""
    rooms: dict[str, list[Path]] = {}
    root = settings.BASE_DIR / folder
    for path in sorted(root.rglob("*.py")):
        if "migrations" not in path.parts:
            rooms.setdefault(path.relative_to(root).parts[0].removesuffix(".py"), []).append(path)
    return rooms


def test_each_named_limit_has_a_test_in_its_room() -> None:
    limits = {
        (HOMES.get(room, room), limit)
        for room, files in read_rooms("votes").items()
        for path in files
        for limit in list_limits(path.read_text(), path.stem)
    }
    marked = {
        (room, limit)
        for room, files in read_rooms("tests").items()
        for path in files
        for limit in list_marked(path.read_text())
        if room != "test_limits"
    }
    missing, gone = sorted(limits - marked), sorted(marked - limits)
    assert not missing, f"write a test just below, at and above each, marked with its name: {missing}"
    assert not gone, f"tests are marked with limits that are no longer there: {gone}"


def test_what_counts_as_a_limit() -> None:
    source = """
MOST = 20
DAYS = 12 * 365
WINDOW = datetime.timedelta(hours=1)
WEIGHTS = {"title": 0.5}
FIRST, LAST = 1, 2
NAMES = ("a", "b")
PATTERN = re.compile("20")
IS_NEW = True
lower = 3
class Model:
    STEP: int = 2
"""
    names = ("MOST", "DAYS", "WINDOW", "WEIGHTS", "FIRST", "LAST", "STEP")
    assert list_limits(source, "x") == {f"x.{name}" for name in names}


def test_a_mark_is_read_with_all_its_names() -> None:
    source = '@pytest.mark.limit("x.MOST", "x.DAYS")\n@pytest.mark.parametrize("n", [1])\ndef test(n): ...'
    assert list_marked(source) == {"x.MOST", "x.DAYS"}
