"""The rooms of the design and their arrows, read from the imports; and that no file or function grows too long."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

VOTES = settings.BASE_DIR / "votes"
LONGEST_FILE, LONGEST_FUNCTION = 400, 60
# A signal, not a law: name here, with the reason, what is long and better so.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}

# What a room may import of the others. It may always import itself.
ALLOWED = {
    "choices": set(),
    "symbols": set(),
    "analysis": {"choices"},
    "models": {"choices", "symbols"},
    "queries": {"choices", "symbols", "analysis", "models"},
    "charts": {"choices", "analysis"},
    "presenters": {"choices", "symbols", "analysis", "models", "queries", "charts"},
    "templatetags": {"choices", "models", "presenters"},
    "tables": {"choices", "models", "presenters", "queries", "templatetags"},
    "filters": {"choices", "symbols", "analysis", "models", "presenters", "queries"},
    "views": {"choices", "analysis", "models", "queries", "charts", "presenters", "tables", "filters"},
    "urls": {"views"},
    "record": {"choices", "symbols", "analysis", "models"},
    "admin": {"choices", "symbols", "analysis", "models", "presenters", "record"},
    "management": {"choices", "analysis", "models", "queries", "presenters", "record"},
    # It brings the rooms together that do not know each other: a vote is entered, its forecast is kept.
    "apps": {"admin", "models", "queries"},
}
# Rooms that know neither the database nor a request; `votes.choices` has its enums from Django.
PURE = {
    "analysis": {"numpy"},
    "symbols": set(),
    "record/rows.py": set(),
    "record/rollcall.py": set(),
    "record/repair.py": set(),
    "record/corrected.py": set(),
    "record/sources.py": set(),
    "record/read.py": set(),
    "record/link.py": set(),
    "record/series.py": {"django"},  # for slugify alone
    "record/catalogue.py": set(),
    "record/catalogue_csv.py": set(),
    "record/catalogue_votes.py": set(),
    "record/marcxml.py": set(),
    "record/own_form.py": set(),
    "record/library.py": {"urllib3"},
    "record/challenge.py": {"playwright"},
    "record/manifest.py": set(),
}


def list_files(room: str = "") -> list[Path]:
    """The Python files of a room, a folder or one file; of all rooms where none is named. Migrations are left out."""
    path = VOTES / room
    if path.suffix == ".py":
        return [path]
    if room and path.with_suffix(".py").exists():
        return [path.with_suffix(".py")]
    return [file for file in sorted(path.rglob("*.py")) if "migrations" not in file.relative_to(VOTES).parts]


def get_room(file: Path) -> str:
    return file.relative_to(VOTES).parts[0].removesuffix(".py")


@cache
def list_imports(file: Path) -> frozenset[str]:
    """The full names of all that a file imports, inside functions too: "votes.record.check", "django.db.models"."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports by dots: write the full name"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


def list_rooms_imported(file: Path) -> set[str]:
    return {name.split(".")[1] for name in list_imports(file) if name.startswith("votes.")}


def test_every_file_is_in_a_room_we_know():
    rooms = {get_room(file) for file in list_files()} - {"__init__"}
    assert rooms <= set(ALLOWED), "give the new room its place in ALLOWED and in the design"
    # Enough is read for the arrows below to mean something.
    assert {"analysis", "models", "queries", "record", "views", "admin"} <= rooms
    assert sum(len(list_imports(file)) for file in list_files()) > 200


@pytest.mark.parametrize("room", ALLOWED)
def test_a_room_imports_only_what_it_may(room):
    forbidden = {
        f"{file.relative_to(VOTES)} imports {other}"
        for file in list_files(room)
        for other in list_rooms_imported(file) - ALLOWED[room] - {room}
    }
    assert forbidden == set()


def test_the_arrows_have_no_circle():
    """`ALLOWED` itself: whoever adds to it cannot close a circle by accident."""

    def list_reached(room: str) -> set[str]:
        reached: set[str] = set()
        waiting = [room]
        while waiting:
            for other in ALLOWED[waiting.pop()] - reached:
                reached.add(other)
                waiting.append(other)
        return reached

    assert [room for room in ALLOWED if room in list_reached(room)] == []


def test_views_and_record_never_meet_and_nothing_imports_views():
    users = {room for room in ALLOWED for file in list_files(room) if "views" in list_rooms_imported(file)}
    assert users <= {"views", "urls"}
    for room in ("views", "queries", "presenters", "charts", "tables", "filters", "analysis", "models"):
        assert not any("record" in list_rooms_imported(file) for file in list_files(room)), room
    for file in list_files("record"):
        assert list_rooms_imported(file).isdisjoint(
            {"views", "queries", "presenters", "tables", "filters", "admin"}
        )


@pytest.mark.parametrize("room", PURE)
def test_what_is_pure_imports_no_django_and_no_models(room):
    for file in list_files(room):
        outside = (
            {name.split(".")[0] for name in list_imports(file)} - set(sys.stdlib_module_names) - {"votes"}
        )
        assert outside <= PURE[room], file
        assert "models" not in list_rooms_imported(file), file


def test_nothing_is_marked_safe():
    for file in list_files():
        assert "mark_safe" not in file.read_text(encoding="utf-8"), file
    for template in sorted((settings.BASE_DIR / "templates").rglob("*.html")):
        assert "|safe" not in template.read_text(encoding="utf-8").replace(" ", ""), template


def test_no_file_is_too_long():
    lengths = {
        str(file.relative_to(VOTES)): len(file.read_text(encoding="utf-8").splitlines())
        for file in list_files()
    }
    long = {name: n for name, n in lengths.items() if n > LONGEST_FILE}
    assert set(long) == set(LONG_FILES), f"a file over {LONGEST_FILE} lines wants to be two: {long}"


def test_no_function_is_too_long():
    long = {
        f"{file.relative_to(VOTES)}: {node.name}": length
        for file in list_files()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert set(long) == set(LONG_FUNCTIONS), (
        f"a function over {LONGEST_FUNCTION} lines wants to be two: {long}"
    )
