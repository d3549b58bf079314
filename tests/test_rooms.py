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

# A room may import the rooms its line names, and itself.
# ARCHITECTURE.md has what each is for.
ALLOWED = {
    "core": set(),
    "analysis": {"core"},
    "web": {"core", "analysis"},
    "scope": {"core", "analysis", "web"},
    "checking": {"core", "analysis", "web"},
    "corrections": {"core", "checking", "web"},
    "ingest": {"core", "checking", "corrections"},
    "explanations": {"core", "web"},
    "documents": {"core", "checking", "ingest", "web"},
    "compare": {"core", "analysis", "web", "scope"},
    "blocs": {"core", "analysis", "web", "scope", "compare"},
    "forecast": {"core", "analysis", "web", "scope", "checking", "explanations"},
    "resolutions": {
        "core",
        "analysis",
        "web",
        "scope",
        "checking",
        "corrections",
        "documents",
        "explanations",
        "blocs",
        "forecast",
    },
    "series": {"core", "analysis", "web", "scope", "explanations", "forecast", "resolutions"},
    "sessions": {"core", "analysis", "web", "scope", "resolutions"},
    "states": {"core", "analysis", "web", "scope", "explanations", "compare", "blocs"},
    "search": {"core", "analysis", "web", "explanations", "resolutions", "series"},
    "reports": {"core", "web"},
    "sharing": {"core", "corrections", "web"},
    "home": {"core", "analysis", "web", "scope", "explanations", "forecast", "resolutions"},
    "entry": {"core", "analysis", "web", "checking", "corrections", "documents", "ingest"},
    # What follows stands where Django looks for it.
    "templatetags": {"core", "web", "checking", "compare", "blocs", "resolutions"},
    "management": {"core", "checking", "documents", "forecast", "ingest"},
    "admin": {"entry"},
    "apps": {"core", "entry", "forecast"},
    "urls": {
        "blocs",
        "checking",
        "compare",
        "documents",
        "explanations",
        "forecast",
        "home",
        "reports",
        "resolutions",
        "search",
        "series",
        "sessions",
        "sharing",
        "states",
        "web",
    },
}
# Files that know neither the database nor a request, and what they import from outside besides the standard library;
# `votes.core.choices` has its enums from Django.
PURE: dict[str, set[str]] = {
    "analysis": {"numpy"},
    "forecast/model": {"numpy"},
    "documents/extract.py": {"docx", "pypdfium2"},
    "documents/paragraphs.py": set(),
    "documents/versions.py": {"rapidfuzz"},
    "documents/words.py": set(),
    "core/symbols.py": set(),
    "core/state_names.py": {"rapidfuzz"},
    "core/known_names.py": set(),
    "core/rows.py": set(),
    "checking/findings.py": set(),
    "checking/totals.py": set(),
    "checking/roll_call.py": set(),
    "checking/diagnostics.py": set(),
    "checking/repairs.py": set(),
    "checking/rules": set(),
    "corrections/overlay.py": set(),
    "ingest/read.py": set(),
    "ingest/fetching.py": {"urllib3"},
    "ingest/published.py": set(),
    "ingest/readers": {"msgspec", "openpyxl"},
    "ingest/loading/amendments_and_sponsors.py": set(),
    "ingest/loading/addresses.py": set(),
    "ingest/loading/dates.py": set(),
    "ingest/loading/series.py": {"django"},  # for slugify alone
    "ingest/harvest/library.py": {"urllib3"},
    "ingest/harvest/challenge.py": {"playwright"},
    "ingest/harvest/manifest.py": set(),
    "web/svg": set(),
}
# What a file of this name does in every room, and what it therefore never does.
NEVER_QUERY = {"page.py", "wording.py", "serialize.py", "charts.py", "query.py"}
# Rooms in which only `service.py` queries; in `web` nothing does. The rooms of the record and of the admin are not
# among them: to read and write the database is what their modules are for.
ROOMS_OF_PAGES = (
    *("web", "scope", "explanations", "compare", "blocs", "forecast"),
    *("resolutions", "series", "sessions", "states", "home", "search"),
    *("documents", "sharing"),
)
# What several services share, and therefore none of them has. ARCHITECTURE.md says why; a test compares the two.
QUERIES_BESIDE_SERVICE = {
    "scope/vote_table.py",
    "blocs/terms.py",
    "resolutions/filter_choices.py",
    "resolutions/search.py",
    "forecast/backtest.py",
    "documents/verification.py",
    "documents/starter.py",
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
    return name_room(file.relative_to(VOTES).parts[0].removesuffix(".py"))


def name_room(name: str) -> str:
    """`votes/models.py` is the door to the models, which are part of the core."""
    return "core" if name == "models" else name


@cache
def list_imports(file: Path) -> frozenset[str]:
    """The full names of all that a file imports, inside functions too: "votes.checking.checks", "django.db.models"."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports by dots: write the full name"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


def list_rooms_imported(file: Path) -> set[str]:
    return {name_room(name.split(".")[1]) for name in list_imports(file) if name.startswith("votes.")}


def test_every_file_is_in_a_room_we_know():
    rooms = {get_room(file) for file in list_files()} - {"__init__"}
    assert rooms <= set(ALLOWED), "give the new room its place in ALLOWED and in the design"
    # Enough is read for the arrows below to mean something.
    assert set(ALLOWED) <= rooms
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


def test_nothing_but_the_addresses_imports_views():
    views = {
        ".".join(("votes", *file.relative_to(VOTES).with_suffix("").parts))
        for file in VOTES.rglob("views.py")
    }
    assert len(views) > 8
    for file in list_files():
        imported = {name for name in list_imports(file) if any(f"{name}.".startswith(f"{v}.") for v in views)}
        assert not imported or file.name == "urls.py", f"{file} imports {imported}"


@pytest.mark.parametrize("name", sorted(NEVER_QUERY))
def test_what_words_draws_or_serializes_never_queries(name):
    files = [file for file in list_files() if file.name == name]
    assert len(files) > 1
    for file in files:
        assert ".objects" not in file.read_text(encoding="utf-8"), f"{file} queries: let its service do so"


def test_in_the_rooms_of_pages_only_services_query():
    querying = {
        file.relative_to(VOTES).as_posix()
        for room in ROOMS_OF_PAGES
        for file in list_files(room)
        if ".objects" in file.read_text(encoding="utf-8") and file.name != "service.py"
    }
    assert querying == QUERIES_BESIDE_SERVICE, (
        "let the service query, or say in ARCHITECTURE.md why it does not"
    )
    architecture = (settings.BASE_DIR / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = architecture.partition("<!-- queries -->")[2].partition("<!-- /queries -->")[0]
    assert {f"{line.split('`')[1]}" for line in table.splitlines() if "`" in line} == QUERIES_BESIDE_SERVICE


@pytest.mark.parametrize("room", PURE)
def test_what_is_pure_imports_no_django_and_no_models(room):
    for file in list_files(room):
        outside = (
            {name.split(".")[0] for name in list_imports(file)} - set(sys.stdlib_module_names) - {"votes"}
        )
        assert outside <= PURE[room], file
        models = {
            name for name in list_imports(file) if name.startswith(("votes.models", "votes.core.models"))
        }
        assert models == set(), file


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
