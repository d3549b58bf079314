"""An amendment is called by its proposers and the text that it amends, never by the bare title of that text."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import make_bloc, make_session, make_state, make_term
from tests.pages_factories import make_explanation, make_text, make_voted
from votes.core.choices import Outcome, TextKind
from votes.models import Resolution
from votes.web.text_names import (
    AmendedText,
    get_text_name,
    name_text,
)

ON_FILE = AmendedText("A/HRC/RES/54/35", "Question of the death penalty", "A/HRC/RES/54/35", "A/HRC/54/L.34")
PRINTED = AmendedText("A/HRC/54/L.34", "Question of the death penalty")


@pytest.mark.parametrize(
    ("proposers", "amended", "name"),
    [
        ("Egypt", ON_FILE, "Amendment by Egypt to A/HRC/RES/54/35, Question of the death penalty"),
        ("", ON_FILE, "Amendment to A/HRC/RES/54/35, Question of the death penalty"),
        ("Egypt", PRINTED, "Amendment by Egypt to draft A/HRC/54/L.34, Question of the death penalty"),
        ("", PRINTED, "Amendment to draft A/HRC/54/L.34, Question of the death penalty"),
        ("", None, "Amendment A/HRC/54/L.40 to a text with the title “Question of the death penalty”"),
        ("Egypt", None, "Amendment A/HRC/54/L.40 by Egypt to a text with the title “Question of the death penalty”"),
        (
            "Iraq",
            AmendedText("A/HRC/54/L.39", "Peace", "A/HRC/54/L.39", kind="amendment"),
            "Amendment by Iraq to amendment A/HRC/54/L.39, Peace",
        ),
    ],
)  # fmt: skip
def test_the_name_of_an_amendment(proposers: str, amended: AmendedText | None, name: str) -> None:
    named = name_text(
        TextKind.AMENDMENT, "A/HRC/54/L.40", "Question of the death penalty", proposers, amended
    )
    assert named == name


@pytest.mark.parametrize(
    ("symbol", "amended", "name"),
    [
        (
            "A/HRC/54/L.40",
            ON_FILE,
            "Motion to take no action on amendment A/HRC/54/L.40 to A/HRC/RES/54/35, Question of the death penalty",
        ),
        (
            "A/HRC/54/L.34/Rev.1",
            ON_FILE,
            "Motion to take no action on A/HRC/RES/54/35, Question of the death penalty",
        ),
        (
            "A/HRC/54/L.40",
            PRINTED,
            "Motion to take no action on amendment A/HRC/54/L.40 to draft A/HRC/54/L.34, "
            "Question of the death penalty",
        ),
        ("A/HRC/54/L.40", None, "Motion to take no action on A/HRC/54/L.40, a text with the title “Peace”"),
    ],
)
def test_the_name_of_a_no_action_motion(symbol: str, amended: AmendedText | None, name: str) -> None:
    assert name_text(TextKind.NO_ACTION_MOTION, symbol, "Peace", "Egypt", amended) == name


def test_any_other_text_has_its_title() -> None:
    assert name_text(TextKind.RESOLUTION, "A/HRC/RES/54/35", "Peace", "Egypt") == "Peace"


# The pages.

TITLE = "Question of the death penalty"
NAMED = re.compile(r"Amendment (A/HRC/54/L\.4\d )?by the State of QAA to")

ADDRESSES = [
    "/",
    "/?unreconciled=include",
    "/resolutions/",
    "/resolutions/?kind=amendment",
    "/resolutions/?q=penalty&sort=-against",
    "/resolutions/A/HRC/54/L.40/",
    "/resolutions/A/HRC/54/L.41/",
    "/resolutions/A/HRC/54/L.42/",
    "/resolutions/A/HRC/54/L.43/",
    "/resolutions/A/HRC/RES/54/35/",
    "/resolutions/A/HRC/54/L.49/",
    "/states/QAA/",
    "/states/QAA/?kind=amendment",
    "/states/QAA/?kind=no_action_motion",
    "/compare/QAA/QAB/?kind=amendment&min=1",
    "/compare/QAA/QAB/?kind=no_action_motion&min=1",
    "/blocs/asia-pacific/?kind=amendment&min=1",
    "/blocs/asia-pacific/?kind=no_action_motion&min=1",
    "/blocs/?kind=amendment&min=1",
    "/sessions/",
    "/sessions/54/",
    "/series/",
    "/explanations/",
    "/before/",
    "/before/?session=54",
    "/before/sessions/54/",
    "/before/A/HRC/54/L.40/",
    "/before/A/HRC/54/L.44/",
    "/about/",
    "/about/quality/",
    "/about/quality/?severity=error",
]


@pytest.fixture
def amended(db: None) -> Resolution:
    """A text that was adopted, and amendments, a motion and a tabled amendment with its title and no other."""
    session = make_session("54")
    proposer = make_state("QAA", "State of QAA", article=True)
    other = make_state("QAB")
    make_term(proposer)
    make_term(other)
    text = make_voted(
        "A/HRC/RES/54/35",
        {proposer: "abstaining", other: "in_favour"},
        title=TITLE,
        session=session,
        draft_symbol="A/HRC/54/L.34",
    )
    about: dict[str, Any] = {"title": TITLE, "session": session, "outcome": Outcome.REJECTED}
    roll_call = {proposer: "in_favour", other: "against"}
    made = [
        make_voted("A/HRC/54/L.40", roll_call, kind="amendment", amends=text, **about),
        # Its text is not on file, or not even known; its roll-call does not add up.
        make_voted(
            "A/HRC/54/L.41",
            roll_call,
            kind="amendment",
            draft_as_printed="Amendment A/HRC/54/L.41 to draft resolution A/HRC/54/L.30 Rejected",
            **about,
        ),
        make_voted("A/HRC/54/L.42", roll_call, (9, 9, 9, 9), kind="amendment", **about),
        make_voted("A/HRC/54/L.43", roll_call, kind="no_action_motion", amends=text, **about),
        make_text(
            "A/HRC/54/L.44", kind="amendment", amends=text,
            **(about | {"adoption": "none", "outcome": Outcome.TABLED, "date": None}),
        ),
    ]  # fmt: skip
    for one in made:
        one.sponsors.add(proposer)
        make_explanation(one, proposer)
    return text


def find_bare_links(html: str) -> list[str]:
    """The texts of links to an amendment or motion, and headings, that give the title alone."""
    links = re.findall(
        r'<a [^>]*href="/(?:resolutions|before)/A/HRC/54/L\.4\d/[^>]*>(.*?)</a>', html, re.DOTALL
    )
    return [words for words in links if words.strip() == TITLE]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_shows_an_amendment_under_a_bare_title(
    address: str, amended: Resolution, client: Client
) -> None:
    html = client.get(address).content.decode()
    assert find_bare_links(html) == []
    # Nor is the title beside the symbol of an amendment: "A/HRC/54/L.40 Question of the death penalty".
    beside = rf"A/HRC/54/L\.4\d(?:</a>|</small>|</span>)?[:,]?\s*{TITLE}"
    assert re.findall(beside, html) == []
    # What stands in a heading or a page title of its own is the resolution's.
    if re.match(r"/(resolutions|before)/A/HRC/54/L\.4[0-4]/", address):
        assert not re.search(rf"<h1[^>]*>\s*{TITLE}", html)
        assert f'content="{TITLE}' not in html


SHOWN_ON = [
    "/resolutions/?kind=all",
    "/resolutions/A/HRC/54/L.40/",
    "/states/QAA/?kind=amendment",
    "/compare/QAA/QAB/?kind=amendment&min=1",
    "/blocs/asia-pacific/?kind=amendment&min=1",
    "/sessions/54/",
    "/explanations/",
    "/before/",
    "/about/quality/",
]


@pytest.mark.parametrize("address", SHOWN_ON)
def test_the_pages_that_list_amendments_name_them(address: str, amended: Resolution, client: Client) -> None:
    """The test above says something only where there is an amendment on the page."""
    assert NAMED.search(client.get(address).content.decode())


ROWS = {
    "/resolutions.json": "resolutions",
    "/sessions/54.json": "texts",
    "/states/QAA.json": "votes",
    "/compare/QAA/QAB.json?kind=amendment&min=1": "differing",
    "/blocs/asia-pacific.json?kind=amendment&min=1": "votes",
    "/about/quality.json": "findings",
}


@pytest.mark.parametrize(("address", "key"), ROWS.items())
def test_data_rows_name_the_amendment(address: str, key: str, amended: Resolution, client: Client) -> None:
    rows = {row["symbol"]: row for row in client.get(address).json()[key]}
    assert rows
    for symbol, row in rows.items():
        if symbol == "A/HRC/54/L.40":
            assert row["amends"] == "A/HRC/RES/54/35"
            assert row["name"] == f"Amendment by the State of QAA to A/HRC/RES/54/35, {TITLE}"
        assert symbol in ("", "A/HRC/RES/54/35") or row["name"] != TITLE


def test_the_name_links_to_the_text_and_says_what_came_of_it(amended: Resolution, client: Client) -> None:
    html = " ".join(client.get("/resolutions/?kind=amendment").content.decode().split())
    assert (
        f'<a href="/resolutions/A/HRC/54/L.40/">Amendment by the State of QAA to A/HRC/RES/54/35, {TITLE}</a>'
        in html
    )
    assert (
        'The text itself: <a href="/resolutions/A/HRC/RES/54/35/">A/HRC/RES/54/35</a>, '
        "adopted by 1 to none, with 1 abstention"
    ) in html


@pytest.mark.django_db
def test_a_group_among_the_proposers_is_named() -> None:
    text = make_text("A/HRC/54/L.40", kind="amendment", sponsors_as_printed="Finland (on behalf of the EU)")
    text.sponsors.add(make_state("FIN", "Finland"))
    text.sponsor_blocs.add(make_bloc(article=True))
    name = get_text_name(Resolution.objects.with_names().get()).name
    assert name.startswith("Amendment A/HRC/54/L.40 by Finland on behalf of the EU to a text")


@pytest.mark.django_db
def test_the_admin_lists_an_amendment_by_its_name(admin_client: Client, amended: Resolution) -> None:
    html = admin_client.get("/admin/votes/resolution/").content.decode()
    assert "Amendment by the State of QAA to A/HRC/RES/54/35" in html
    assert str(Resolution.objects.get(symbol="A/HRC/54/L.40")) == f"A/HRC/54/L.40 (Amendment): {TITLE}"
