"""Whatever is typed into an address: an answer in words, never a server error, never markup that runs."""

import string
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from tests.factories import make_state
from tests.page import Element, parse_html, read
from tests.pages_factories import make_explanation, make_members, make_text, make_topic, make_voted
from votes.models import Resolution, Series, StateName

pytestmark = pytest.mark.django_db

LISTS = {
    "/resolutions/": (
        "q", "year", "session", "item", "kind", "outcome", "adoption", "contested", "sponsor", "topic", "sort", "page",
    ),
    "/resolutions.json": ("q", "year", "session", "sponsor", "topic", "sort", "page"),
    "/resolutions.csv": ("q", "year", "session", "sponsor", "topic", "sort", "page"),
    "/explanations/": ("q", "state", "kind", "year", "position", "page"),
    "/explanations.json": ("q", "state", "kind", "year", "position"),
    "/states/QAA/": ("position", "page"),
    "/blocs/": ("name", "view", "order", "from", "min", "topic", "session"),
    "/blocs.json": ("order", "to", "item", "kind"),
    "/resolutions/A/HRC/RES/37/23/": ("position", "group"),
}  # fmt: skip
PARAMETERS = [(address, name) for address, names in LISTS.items() for name in names]
NASTY = {
    "nul": "\x00",
    "nul inside": "A/HRC/RES/37\x00/23",
    "5 kB": "x" * 5_000,
    "5 kB of slashes": "/" * 5_000,
    "5 kB of digits": "9" * 5_000,
    "5 kB of words": "ab " * 1_700,
    "a regular expression": "A/HRC/(((((.*)*)*)*)*$[",
    "a symbol with a backslash": "A\\HRC\\RES\\37\\23\\",
    "SQL": "' OR 1=1; DROP TABLE votes_vote; --",
    "wildcards": "%_%\\%",
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "template": "{{ request }}{% load x %}",
    "format": "%s %(value)s {0} {value}",
    "digits of another script": "٣٧",
    "superscript": "²",
    "negative": "-1",
    "huge": "99999999999999999999999",
    "fraction": "1.5",
    "infinite": "inf",
    "blank": " \t\r\n ",
    "right to left": "\u202e37/23\u202d",
    "not a character": "\ufffe\uffff",
    "emoji": "🗳️" * 50,
    "minus": "-",
    "minus minus": "--date",
    "orm": "date__gte",
    "orm foreign": "session__resolutions__votes__state__name",
}
SCRIPT = "<script>alert('hrc')</script>"


@pytest.fixture(scope="module")
def site(database_of_module: DjangoDbBlocker) -> None:
    with database_of_module.unblock():
        member = make_state("QAA")
        (other,) = make_members(1)
        text = make_voted(
            "A/HRC/RES/37/23", {member: "in_favour", other: "against"}, draft_symbol="A/HRC/37/L.36"
        )
        make_explanation(text, member)


def assert_harmless(page: Element) -> None:
    """No script but our own files, nothing that runs on an event."""
    for element in page.walk():
        assert not any(name.startswith("on") for name in element.attributes), element
        if element.tag == "script" and element.attributes.get("type") != "application/json":
            assert element.attributes["src"].startswith("/static/")
            assert element.children == []
        assert not element.attributes.get("href", "").lower().startswith("javascript:")
    assert all(image.attributes.get("src") != "x" for image in page.find_all("img"))


def check_page(client: Client, address: str, query: dict[str, str]) -> None:
    response = client.get(address, query)
    assert response.status_code == 200, query
    if response["Content-Type"].startswith("text/html"):
        assert_harmless(parse_html(response.content.decode()))


@pytest.mark.parametrize(("address", "name"), PARAMETERS)
def test_no_value_breaks_a_page(site: None, client: Client, address: str, name: str) -> None:
    """Alone, so that nothing else that is wrong hides it: one value of each kind."""
    for nasty in ("nul inside", "wildcards", "script", "superscript", "huge", "not a character"):
        check_page(client, address, {name: NASTY[nasty]})


@pytest.mark.parametrize("address", LISTS)
def test_no_values_together_break_a_page(site: None, client: Client, address: str) -> None:
    """Every parameter has every value once, while the others have others."""
    values = list(NASTY.values())
    for i in range(len(values)):
        query = {name: values[(i + k) % len(values)] for k, name in enumerate(LISTS[address])}
        check_page(client, address, query)


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("name", ["states", "bloc", "poles"])
def test_no_state_or_bloc_breaks_the_page_of_many(site: None, client: Client, name: str, value: str) -> None:
    for address in ("/blocs/", "/blocs.json", "/blocs.csv"):
        response = client.get(address, {name: value, "view": "poles"})
        assert response.status_code in (200, 400, 404)


@pytest.mark.parametrize("name", ["session", "as_of"])
@pytest.mark.parametrize("address", ["/before/", "/before.json", "/before/A/HRC/RES/37/23/"])
def test_a_forecast_of_no_day_or_session_is_refused(
    site: None, client: Client, address: str, name: str
) -> None:
    for nasty, value in NASTY.items():
        response = client.get(address, {name: value})
        assert response.status_code in (200, 400, 404), nasty
        if response["Content-Type"].startswith("text/html"):
            assert_harmless(parse_html(response.content.decode()))


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("form", ["{0}=a&{0}=b", "{0}=", "{0}", "{0}[]=1", "{0}=%ff%fe", "{0}=%ED%A0%80"])
def test_a_value_given_twice_or_empty_is_no_error(
    site: None, client: Client, address: str, form: str
) -> None:
    query = "&".join(map(form.format, LISTS[address]))
    assert client.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("year=x", "“x” is not a valid value for year and was ignored."),
        ("q=" + "x" * 300, "” is not a valid value for q and was ignored."),
        ("sort=colour", "The list cannot be sorted by “colour”."),
        ("sort=result", "The list cannot be sorted by “result”."),
        ("page=x", "There is no page “x”. The first page is shown instead."),
        ("page=2", "There is no page “2”. The first page is shown instead."),
        ("page=0", "There is no page “0”. The first page is shown instead."),
        ("page=-1", "There is no page “-1”. The first page is shown instead."),
    ],
)
def test_the_list_says_what_it_did_not_understand(site: None, client: Client, query: str, word: str) -> None:
    page = read(client.get(f"/resolutions/?{query}"))
    assert word in page.find(role="status").text
    assert len(page.find("table").get_rows()) == 1
    answer = client.get(f"/resolutions.json?{query}").json()
    assert word in answer["notes"][0]
    assert answer["n"] == 1


@pytest.mark.parametrize("address", ["/explanations/", "/states/QAA/"])
@pytest.mark.parametrize("asked", ["x", "2", "0", "-1", "9" * 5000, "1.0", "²"])
def test_the_other_lists_say_which_page_is_not_there(
    site: None, client: Client, address: str, asked: str
) -> None:
    page = read(client.get(address, {"page": asked}))
    assert page.find(role="status").text == f"There is no page “{asked[:20]}”. Page 1 is shown instead."


def test_a_valid_value_gets_no_note(site: None, client: Client) -> None:
    for address in (
        "/resolutions/?q=37/23&year=2018&sort=-date&page=1",
        "/explanations/?state=QAA&page=1",
        "/states/QAA/?position=in_favour&page=1",
        "/resolutions/A/HRC/RES/37/23/?position=against&group=asia_pacific",
    ):
        assert read(client.get(address)).find_all(role="status") == []


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY)
def test_no_path_breaks_the_site(site: None, client: Client, value: str) -> None:
    part = quote(value, safe="")
    for address in (
        f"/resolutions/{part}/",
        f"/resolutions/{part}.json",
        f"/resolutions/{part}.csv",
        f"/resolutions/A/HRC/{part}/",
        f"/states/{part}/",
        f"/states/{part}.json",
        f"/sessions/{part}/",
        f"/sessions/{part}.csv",
        f"/before/{part}/",
        f"/before/{part}.json",
        f"/before/sessions/{part}/",
        f"/{part}/",
    ):
        response = client.get(address, follow=True)
        # The last line of a symbol's oddities may lead to the text itself; all else is not on file.
        assert response.status_code in (200, 404), address[:80]
        if response["Content-Type"].startswith("text/html"):
            page = parse_html(response.content.decode())
            assert_harmless(page)
            assert len(page.find("main").text) < 1_000 or response.status_code == 200


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY)
def test_no_words_break_the_search(site: None, client: Client, value: str) -> None:
    response = client.get("/search/", {"q": value})
    assert response.status_code in (200, 302)
    if response.status_code == 200:
        assert_harmless(parse_html(response.content.decode()))
    else:
        assert response["Location"].startswith("/resolutions/")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(
        st.sampled_from("AHRCESLrev0123456789/.-\\ \x00%_'\"<>²٣" + string.punctuation), max_size=30
    )
)
def test_nothing_like_a_symbol_breaks_the_search(site: None, client: Client, words: str) -> None:
    assert client.get("/search/", {"q": words}).status_code in (200, 302)
    assert client.get("/resolutions.json", {"q": words}).status_code == 200
    assert client.get(f"/resolutions/{quote(words)}/").status_code in (200, 302, 404)


def test_a_symbol_of_odd_letters_is_repeated_as_text(site: None, client: Client) -> None:
    response = client.get("/resolutions/" + quote(SCRIPT, safe="") + "/")
    assert response.status_code == 404
    assert SCRIPT not in response.content.decode()
    assert SCRIPT in parse_html(response.content.decode()).find("h1").text


def test_words_on_file_are_text_on_every_page(site: None, client: Client) -> None:
    """A title, a name or a summary is what people typed, whatever it looks like."""
    state = make_state("QAB", SCRIPT)
    (left_out,) = make_members(1)
    StateName.objects.create(state=state, name=f"Old {SCRIPT}", until=1990)
    text = make_voted(
        "A/HRC/RES/37/24",
        {state: "in_favour"},
        official=(2, 0, 0, 0),
        title=SCRIPT,
        agenda_item_title=SCRIPT,
        sponsors_as_printed=SCRIPT,
        draft_as_printed=SCRIPT,
        symbol_as_printed=SCRIPT,
        called_by_group=SCRIPT,
        meeting=SCRIPT,
        note=SCRIPT,
        check_reason=SCRIPT,
        source=SCRIPT,
        source_record=SCRIPT,
        series=Series.objects.create(slug="s", title=SCRIPT),
    )
    topic = make_topic(SCRIPT)
    text.topics.add(topic)
    text.sponsors.add(state)
    make_voted("A/HRC/37/L.80", kind="amendment", amends=text, title=SCRIPT, sponsors_as_printed=SCRIPT)
    said = dict.fromkeys(["summary", "excerpt", "speaker", "source_title", "source_publisher"], SCRIPT)
    make_explanation(text, state, on_behalf_of=SCRIPT, announced="against", **said)
    make_explanation(text, None, on_behalf_of=SCRIPT, source_url="", **said)
    shown = 0
    for address in (
        "/",
        "/resolutions/",
        f"/resolutions/?topic={topic.slug}&sponsor=QAB",
        text.get_absolute_url(),
        "/resolutions/A/HRC/37/L.80/",
        "/states/",
        "/states/QAB/",
        "/sessions/37/",
        "/explanations/?state=QAB",
        "/about/",
    ):
        response = client.get(address)
        assert SCRIPT not in response.content.decode(), address
        page = read(response)
        assert_harmless(page)
        shown += page.text.count(SCRIPT)
        for block in page.find_all("script", type="application/json"):
            assert "<" not in "".join(map(str, block.children))
    assert shown > 30
    assert left_out.name in read(client.get(text.get_absolute_url())).text


def test_a_reflected_value_is_text(site: None, client: Client) -> None:
    for address, name in PARAMETERS:
        if address.endswith("/"):
            content = client.get(address, {name: SCRIPT}).content.decode()
            assert SCRIPT not in content
            # A page number is repeated up to its twentieth sign.
            assert SCRIPT[:20] in parse_html(content).text or f'name="{name}" value="' in content


def test_reading_a_page_changes_nothing(site: None, client: Client) -> None:
    before = list(Resolution.objects.values())
    for value in NASTY.values():
        client.get("/resolutions/", {"q": value, "sort": value})
    assert list(Resolution.objects.values()) == before


def test_a_text_with_an_empty_looking_title_has_a_page(client: Client) -> None:
    text = make_text(title="\u200b \u00a0")
    assert client.get(text.get_absolute_url()).status_code == 200
