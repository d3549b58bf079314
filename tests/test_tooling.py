"""The files around the code agree: requirements, Makefile, Dockerfile, Compose, documentation."""

import json
import os
import re
import subprocess
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import hrc
from tests.test_rooms import ALLOWED

ROOT = Path(__file__).resolve().parent.parent

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]

# In pieces, so that this file does not contain what it forbids.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
    )
]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def both_requirements() -> str:
    return read("requirements.txt") + read("requirements-dev.txt")


def get_project_files() -> list[Path]:
    """Every file that git keeps or would keep: tracked, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        output = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive: take what is there
        hidden = {".git", ".venv", "var", "staticfiles", "node_modules", "__pycache__"}
        return [path for path in ROOT.rglob("*") if path.is_file() and not hidden & set(path.parts)]
    return [path for name in output.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize(
    "name",
    ["requirements.txt", "requirements-dev.txt", "requirements-harvest.txt", "requirements-mutants.txt"],
)
def test_every_requirement_is_pinned_and_has_a_reason(name):
    lines = [line for line in read(name).splitlines() if line and not line.startswith(("#", "-r "))]
    pinned = re.compile(r"[a-z0-9.-]+(\[[a-z,]+\])?==[0-9][0-9a-z.]*\s+# \S.*")
    assert [line for line in lines if not pinned.fullmatch(line)] == []


def test_what_our_requirements_need_is_pinned_too():
    """A package that another one needs and that we do not pin would differ from machine to machine."""
    pins = dict(re.findall(r"^([a-z0-9.-]+)(?:\[.*\])?==(\S+)", both_requirements(), re.M))
    needs = {
        canonicalize_name(need.name): name
        for name in pins
        for need in map(Requirement, distribution(name).requires or [])
        if need.marker is None or need.marker.evaluate({"extra": ""})
    }
    pinned = {canonicalize_name(name) for name in pins}
    assert {need: name for need, name in needs.items() if need not in pinned} == {}
    assert {name: distribution(name).version for name in pins} == pins


def test_what_harvests_is_what_the_tests_drive():
    """The tests install requirements-dev.txt alone, and the harvest its own: both have the same versions."""
    harvest = dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", read("requirements-harvest.txt"), re.M))
    dev = dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", read("requirements-dev.txt"), re.M))
    assert "playwright" in harvest
    assert {name: dev.get(name) for name in harvest} == harvest


def test_the_make_targets_that_the_documents_name_exist():
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.M))
    named = {
        target
        for path in (*DOCUMENTS, ROOT / "Dockerfile", ROOT / ".ci/run")
        for target in re.findall(r"(?:`|^ *)make ([a-z-]+)", path.read_text(), re.M)
    }
    assert {"run", "test", "check", "admin", "hooks"} <= targets
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_files_that_a_document_names_exist(document):
    """Links between documents, and paths in code style that begin with a folder of the project."""
    text = document.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    folders = "benchmarks|docs|fixtures|hrc|locale|scripts|static|templates|tests|votes"
    paths = re.findall(rf"`((?:{folders})/[\w./-]*)`", text)
    missing = [link for link in links if not (document.parent / link).exists()]
    missing += [path for path in paths if not (ROOT / path).exists()]
    assert missing == []


def test_the_architecture_shows_the_rooms_and_their_arrows():
    table = read("ARCHITECTURE.md").partition("<!-- rooms -->")[2].partition("<!-- /rooms -->")[0]
    rows = re.findall(r"^\| `(\w+)` \| \S.*? \|(.*)\|$", table, re.M)
    assert {room: set(re.findall(r"\w+", imports)) for room, imports in rows} == ALLOWED


def test_the_changelog_begins_with_the_version_of_the_code():
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", read("CHANGELOG.md"), re.M)
    assert versions[0] == hrc.__version__


def test_the_hook_runs_the_quick_checks_and_needs_no_network():
    (repository,) = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    assert repository["repo"] == "local"
    assert [(hook["entry"], hook["language"]) for hook in repository["hooks"]] == [
        ("scripts/check --quick", "system")
    ]


def test_every_variable_that_the_settings_read_is_documented():
    variables = set(re.findall(r'(?:environ\.get|env_flag|env_list)\("([A-Z_]+)"', read("hrc/settings.py")))
    documented = set(re.findall(r"`([A-Z_]+)`", read("docs/deployment.md")))
    assert "SECRET_KEY" in variables
    assert variables - documented == set()


def test_compose_asks_only_for_variables_that_the_example_names():
    required = set(re.findall(r"\$\{([A-Z_]+):\?", read("docker-compose.yml")))
    example = dict(re.findall(r"^([A-Z_]+)=(.*)$", read(".env.example"), re.M))
    assert required == {"SECRET_KEY", "POSTGRES_PASSWORD"}
    assert required <= example.keys()
    assert [name for name in required if example[name]] == [], "the example must not carry a secret"


def test_the_containers_are_hardened():
    services = yaml.safe_load(read("docker-compose.yml"))["services"]
    assert services["web"]["read_only"] is True
    assert services["web"]["depends_on"]["db"]["condition"] == "service_healthy"
    assert "healthcheck" in services["db"]
    assert [port for port in services["web"]["ports"] if not port.startswith("127.0.0.1:")] == []
    assert "ports" not in services["db"]


def test_the_image_runs_unprivileged_and_is_watched():
    dockerfile = read("Dockerfile")
    users = re.findall(r"^USER (\d+):(\d+)$", dockerfile, re.M)
    assert users
    assert "0" not in users[-1]
    assert re.search(r"^HEALTHCHECK ", dockerfile, re.M)
    assert re.search(r"^FROM python:\d+\.\d+\.\d+-", dockerfile, re.M), (
        "pin the base image by its full version"
    )


def test_the_image_gets_every_folder_that_the_site_runs_from():
    copied = set(re.findall(r"^COPY (\w+)/ ", read("Dockerfile"), re.M))
    folders = {"hrc", "votes", "templates", "static", "fixtures", "locale"}
    assert copied == {name for name in folders if any((ROOT / name).glob("**/*.*"))}


def test_secrets_and_data_stay_out_of_git_and_of_the_image():
    for name in (".gitignore", ".dockerignore"):
        entries = {line.strip("/") for line in read(name).splitlines()}
        assert {".env", ".venv", "var"} <= entries, name


def test_every_script_can_be_run():
    scripts = [
        path
        for path in get_project_files()
        if path.suffix not in {".py", ".js"} and path.read_bytes().startswith(b"#!")
    ]
    assert ROOT / ".ci/run" in scripts
    assert [path.name for path in scripts if not os.access(path, os.X_OK)] == []


def test_no_file_names_a_package_registry():
    """Where packages come from is the machine's matter: mirrors and closed networks stay usable."""
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in get_project_files()
        for host in REGISTRY_HOSTS
        if host.encode() in path.read_bytes()
    ]
    assert found == []


def test_browser_tests_live_in_their_folder():
    """`make test` finds them by their folder, a reader by their mark: both must mean the same tests."""
    browser = ROOT / "tests" / "browser"
    marked = {path for path in (ROOT / "tests").rglob("test_*.py") if "mark.browser" in path.read_text()}
    marked.discard(Path(__file__).resolve())
    assert marked == set(browser.glob("test_*.py"))


def test_the_tools_for_scripts_are_pinned():
    package = json.loads(read("package.json"))
    locked = json.loads(read("package-lock.json"))["packages"]
    assert "dependencies" not in package, "the site itself needs no Node"
    for name, version in package["devDependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert locked[f"node_modules/{name}"]["version"] == version
    assert [name for name, entry in locked.items() if name and "integrity" not in entry] == []


def test_node_is_needed_for_checks_only_and_installed_for_continuous_integration():
    assert "npm" not in read("Makefile")
    assert re.search(r"command -v npm .*nodejs npm", read(".ci/run"))
    check = read("scripts/check")
    assert re.search(r"command -v npm .* \|\| .*CI:-.* == true", check), (
        "with CI=true a missing npm is an error"
    )
