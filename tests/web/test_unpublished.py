"""What is not published is nowhere: not on a page, in no list, in no count, in no answer at all."""

import datetime
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tests.factories import make_session, make_state
from tests.pages_factories import make_explanation, make_members, make_text, make_topic, make_voted
from votes.models import RecordVersion, Resolution, Series, State

SECRET = "Zwielicht"  # a word that stands in everything unpublished and nowhere else


class Site:
    """A small public record and, when hidden things are added, the same record as far as a reader can tell."""

    def __init__(self) -> None:
        self.series = Series.objects.create(slug="s", title="S")
        self.states = make_members(4)
        self.text = self.make_vote("A/HRC/RES/37/23", datetime.date(2018, 3, 23), series=self.series)
        make_explanation(self.text, self.states[0])

    def make_vote(self, symbol: str, date: datetime.date, **columns: Any) -> Resolution:
        roll_call = dict(zip(self.states, ["in_favour", "in_favour", "against", "abstaining"], strict=True))
        return make_voted(symbol, roll_call, date=date, **columns)

    def add_hidden(self) -> Resolution:
        """An unpublished text linked to everything public that a text can be linked to."""
        (newcomer,) = self.states[3:]
        hidden = self.make_vote(
            "A/HRC/RES/37/24",
            datetime.date(2019, 3, 23),
            published=False,
            series=self.series,
            draft_symbol="A/HRC/37/L.37",
            title=SECRET,
            agenda_item=9,
            official=(1, 1, 1, 1),
            check_reason=SECRET,
        )
        hidden.topics.add(make_topic(SECRET))
        hidden.sponsors.add(newcomer)
        make_explanation(hidden, self.states[0], summary=SECRET, kind="position")
        make_explanation(hidden, None, on_behalf_of=SECRET, cited_draft="A/HRC/37/L.38")
        make_voted(
            "A/HRC/37/L.80", kind="amendment", amends=self.text, published=False, title=SECRET,
            sponsors_as_printed=SECRET, official=(10, 30, 5, 2), outcome="rejected",
        )  # fmt: skip
        make_text(session=make_session("60"), published=False, title=SECRET, symbol="A/HRC/RES/60/1")
        return hidden


@pytest.fixture
def site(db: None) -> Site:
    return Site()


def list_addresses(site: Site) -> list[str]:
    state, last = site.states[0].iso3, site.states[3].iso3
    pages = [
        "/",
        "/resolutions/",
        "/resolutions/?sort=title",
        f"/resolutions/?q={SECRET}",
        "/resolutions/?q=37/24",
        "/resolutions/?q=A/HRC/RES/37",
        "/resolutions/?year=2019",
        "/resolutions/?session=60",
        "/resolutions/?item=9",
        f"/resolutions/?sponsor={last}",
        "/resolutions/A/HRC/RES/37/23/",
        "/states/",
        f"/states/{state}/",
        f"/states/{last}/",
        "/sessions/",
        "/sessions/37/",
        "/explanations/",
        f"/explanations/?q={SECRET}",
        "/explanations/?kind=position",
        "/about/",
    ]
    data = [
        "/resolutions.json",
        "/resolutions.csv",
        f"/resolutions.json?q={SECRET}",
        "/resolutions/A/HRC/RES/37/23.json",
        "/resolutions/A/HRC/RES/37/23.csv",
        "/states.json",
        "/states.csv",
        f"/states/{state}.json",
        f"/states/{state}.csv",
        "/sessions/37.json",
        "/sessions/37.csv",
        "/explanations.json",
        "/explanations.csv",
        "/about/quality.json",
        "/about/quality.csv",
    ]
    return pages + data


def test_no_page_and_no_data_changes_by_what_is_hidden(site: Site, client: Client) -> None:
    """Every answer is the same to the last letter, before and after: no list, no count and no choice gives it away."""
    addresses = list_addresses(site)
    before = {address: client.get(address).content.decode() for address in addresses}
    site.add_hidden()
    for address in addresses:
        assert client.get(address).content.decode() == before[address], address
    # The comparison can fail: once published, all of it shows.
    Resolution.objects.update(published=True, check_status="reconciled")
    RecordVersion.bump()
    changed = [address for address in addresses if client.get(address).content.decode() != before[address]]
    unchanged = set(addresses) - set(changed)
    assert unchanged <= {"/resolutions/A/HRC/RES/37/23.csv"}


@pytest.mark.parametrize(
    "symbol",
    [
        "A/HRC/RES/37/24",
        "a/hrc/res/37/24",
        "A/HRC/37/L.37",
        "A/HRC/37/L.37/Rev.1",
        "A/HRC/37/L.38",
        "A/HRC/37/L.80",
    ],
)
def test_no_symbol_leads_there(site: Site, client: Client, symbol: str) -> None:
    site.add_hidden()
    for ending in ("/", ".json", ".csv"):
        response = client.get(f"/resolutions/{symbol}{ending}")
        assert response.status_code == 404
        assert SECRET not in response.content.decode()
        # Offered as near are public texts only.
        offered = re.findall(r"A/HRC/[\w./]+\d", response.content.decode().replace(symbol, ""))
        assert set(offered) <= {"A/HRC/RES/37/23"}
    search = client.get(f"/search/?q={quote(symbol)}")
    assert search.status_code == 200
    assert SECRET not in search.content.decode()


def test_no_session_has_a_page_for_it(site: Site, client: Client) -> None:
    site.add_hidden()
    for address in ("/sessions/60/", "/sessions/60.json", "/sessions/60.csv"):
        assert client.get(address).status_code == 404


def test_an_amendment_to_an_unpublished_text_does_not_show_it(site: Site, client: Client) -> None:
    hidden = site.add_hidden()
    make_text("A/HRC/37/L.90", kind="amendment", amends=hidden)
    for address in ("/resolutions/A/HRC/37/L.90/", "/resolutions/A/HRC/37/L.90.json"):
        content = client.get(address).content.decode()
        assert SECRET not in content
        assert "A/HRC/RES/37/24" not in content


def test_a_state_that_only_spoke_on_unpublished_texts_is_not_offered(site: Site, client: Client) -> None:
    make_state("QZZ", SECRET)
    make_explanation(make_text(published=False), State.objects.get(iso3="QZZ"))
    assert SECRET not in client.get("/explanations/").content.decode()


def test_an_admin_sees_no_more_than_others(site: Site, admin_client: Client, client: Client) -> None:
    site.add_hidden()
    get: Callable = admin_client.get
    assert get("/resolutions/A/HRC/RES/37/24/").status_code == 404
    assert get("/resolutions.json").content == client.get("/resolutions.json").content
