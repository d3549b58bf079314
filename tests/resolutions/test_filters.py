"""Filters: good values hold, bad ones are left out with a word, nothing unpublished is offered."""

import datetime
from collections.abc import Iterable

import pytest
from django.http import QueryDict
from django.test import Client

from tests.factories import make_session, make_state
from tests.page import read
from tests.pages_factories import make_tabled, make_text, make_topic, make_voted
from votes.models import Resolution
from votes.resolutions.filters import ResolutionFilter
from votes.web.filters import apply_filter, describe_filter

pytestmark = pytest.mark.django_db


def ask(query: str) -> tuple[set[str], list[str], dict[str, str]]:
    """What `/resolutions/?query` finds, what it says, and which values are in force."""
    filter_set, notes = apply_filter(ResolutionFilter, QueryDict(query), Resolution.objects.public())
    return {text.symbol for text in filter_set.qs}, notes, describe_filter(filter_set)


def get_symbols(*texts: Resolution) -> set[str]:
    return {text.symbol for text in texts}


BAD = [
    "year=1900",
    "year=x",
    "year=2018.0",
    "year=-1",
    "year=99999999999999999999",
    "year=٢٠١٨",
    "session=99",
    "session=S-",
    "item=0",
    "item=3;",
    "kind=poem",
    "outcome=Adopted",
    "adoption=yes",
    "contested=very",
    "sponsor=usa",
    "sponsor=1",
    "topic=nothing",
    "topic=%27+OR+1%3D1",
    "q=" + "x" * 201,
]


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_value_is_left_out_with_a_word_and_the_good_ones_hold(bad: str) -> None:
    wanted = make_text(agenda_item=3, kind="decision")
    make_tabled(agenda_item=3)
    name = bad.partition("=")[0]
    good = "item=3&kind=decision" if name not in ("item", "kind") else "adoption=without_vote"
    found, notes, scope = ask(f"{bad}&{good}")
    assert len(notes) == 1
    assert notes[0].startswith("“")
    assert notes[0].endswith(f"” is not a valid value for {name} and was ignored.")
    assert len(notes[0]) < 120
    assert scope == dict(QueryDict(good).items())
    assert found == get_symbols(wanted)


def test_every_bad_value_has_its_word() -> None:
    make_text()
    _, notes, scope = ask("year=x&kind=y&sponsor=z&outcome=adopted")
    assert len(notes) == 3
    assert scope == {"outcome": "adopted"}


def test_a_name_that_is_no_filter_changes_nothing_and_is_named() -> None:
    text = make_text()
    notes = [f"“{name}” is not a filter of this page and was ignored." for name in ("colour", "published")]
    assert ask("colour=red&published=0") == (get_symbols(text), notes, {})


def test_empty_values_ask_for_everything() -> None:
    texts = make_text(), make_tabled()
    assert ask("q=&year=&session=&topic=&sponsor=") == (get_symbols(*texts), [], {})


def test_filters_hold_together() -> None:
    cuba, topic = make_state("CUB"), make_topic()
    wanted = make_text(date=datetime.date(2020, 6, 22))
    others = (
        make_text(date=datetime.date(2020, 6, 22)),
        make_text(),
        make_text(date=datetime.date(2020, 7, 1)),
    )
    for text in (wanted, others[0], others[1]):
        text.topics.add(topic)
    for text in (wanted, others[2]):
        text.sponsors.add(cuba)
    found, notes, _ = ask(f"year=2020&sponsor=CUB&topic={topic.slug}")
    assert (found, notes) == (get_symbols(wanted), [])


def test_sessions_of_different_kinds_are_distinguished() -> None:
    regular = make_text(session=make_session("28"))
    special = make_text(session=make_session("S-28"))
    assert ask("session=28")[0] == get_symbols(regular)
    assert ask("session=S-28")[0] == get_symbols(special)


def test_contested_in_its_three_degrees() -> None:
    clear = make_voted(official=(40, 0, 7, 0))
    opposed = make_voted(official=(36, 1, 10, 0))
    ten = make_voted(official=(28, 18, 1, 0))
    ten_lost = make_voted(official=(18, 28, 1, 0), outcome="rejected")
    eleven = make_voted(official=(29, 18, 0, 0))
    make_text()
    make_tabled()
    assert ask("contested=vote")[0] == get_symbols(clear, opposed, ten, ten_lost, eleven)
    assert ask("contested=opposed")[0] == get_symbols(opposed, ten, ten_lost, eleven)
    assert ask("contested=close")[0] == get_symbols(ten, ten_lost)


def list_offered(name: str) -> set[str]:
    field = ResolutionFilter(QueryDict(""), Resolution.objects.public()).form.fields[name]
    pairs: Iterable = field.choices
    return {str(value) for value, _ in pairs if value}


def test_only_what_public_texts_have_is_offered() -> None:
    def make(number: int, published: bool) -> None:
        text = make_text(
            session=make_session(str(number)),
            date=datetime.date(2000 + number, 1, 1),
            agenda_item=number % 10,
            published=published,
        )
        text.topics.add(make_topic(f"Topic of {number}"))
        text.sponsors.add(make_state("AA" + "ABCDEF"[number % 6]))

    make(17, published=True)
    make(18, published=False)
    assert list_offered("year") == {"2017"}
    assert list_offered("session") == {"17"}
    assert list_offered("item") == {"7"}
    assert list_offered("sponsor") == {"AAF"}
    assert len(list_offered("topic")) == 1
    found, notes, _ = ask("sponsor=AAA")
    assert (len(found), len(notes)) == (1, 1)


def test_texts_between_two_days() -> None:
    early = make_text(date=datetime.date(2019, 12, 31))
    inside = make_text(date=datetime.date(2020, 6, 22)), make_text(date=datetime.date(2021, 12, 31))
    late = make_text(date=datetime.date(2022, 1, 1))
    make_tabled()
    assert ask("from=2020&to=2021")[0] == get_symbols(*inside)
    assert ask("from=2020-06-22&to=2020-06-22")[0] == get_symbols(inside[0])
    assert ask("from=2022")[0] == get_symbols(late)
    assert ask("to=2019")[0] == get_symbols(early)
    found, notes, _scope = ask("from=soon&to=2019")
    assert (found, len(notes)) == (get_symbols(early), 1)


def test_days_the_other_way_round_are_swapped_with_a_note(client: Client) -> None:
    text = make_text(date=datetime.date(2020, 6, 22))
    page = read(client.get("/resolutions/?from=2021&to=2020"))
    assert "The first day was after the last day, so the two were swapped." in page.text
    assert text.symbol in page.find("table").text


def test_the_closest_votes_of_a_decade_come_first(client: Client) -> None:
    day = datetime.date(2021, 3, 1)
    wide = make_voted(official=(24, 16, 7, 0), date=day)
    close = make_voted(official=(21, 20, 6, 0), date=day)
    make_voted(official=(21, 21, 5, 0), outcome="rejected", date=datetime.date(2019, 3, 1))
    denied = make_voted(official=(20, 21, 6, 0), outcome="adopted", date=day)
    rows = client.get("/resolutions.json?from=2020&sort=margin").json()["resolutions"]
    assert [row["symbol"] for row in rows] == [close.symbol, wide.symbol, denied.symbol]
    rows = client.get("/resolutions.json?from=2020&sort=-margin").json()["resolutions"]
    assert [row["symbol"] for row in rows] == [wide.symbol, close.symbol, denied.symbol]


def test_the_list_says_how_many_sponsors_are_on_file(client: Client) -> None:
    cuba = make_state("CUB", "Cuba")
    make_text().sponsors.add(cuba)
    make_text(sponsors_as_printed="Cuba, China")
    make_text()
    page = read(client.get("/resolutions/"))
    assert "Main sponsors are on file for 2 of 3 texts." in page.text
    assert page.find("table").text.count("Cuba") == 2
