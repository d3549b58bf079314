"""What a symbol, totals, a name or words find, against slow loops over the record."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.http import QueryDict

from tests.factories import make_state
from tests.pages_factories import make_tabled, make_text, make_topic, make_voted
from votes.models import Resolution, State, StateName
from votes.resolutions.filters import ResolutionFilter
from votes.resolutions.search import find_single_text, find_state_by_name, search_resolutions
from votes.resolutions.service import count_outcomes, list_texts


def build_filter(query: str) -> ResolutionFilter:
    """The filter set of an address, whose values are all good."""
    filter_set = ResolutionFilter(QueryDict(query), list_texts())
    assert filter_set.is_valid()
    return filter_set


def search(words: str) -> set[str]:
    return set(search_resolutions(Resolution.objects.all(), words).values_list("symbol", flat=True))


def pick(condition: Callable[[Resolution], bool]) -> set[str]:
    return {text.symbol for text in Resolution.objects.all() if condition(text)}


COOPERATION = {"A/HRC/RES/37/23"}


class TestStarter:
    @pytest.mark.parametrize(
        "words",
        [
            "A/HRC/RES/37/23",
            "a/hrc/res/37/23",
            " A/HRC/RES/37/23/ ",
            "A/HRC/37/L.36",
            "37/23",
            "37/L.36",
            "37/l36",
        ],
    )
    def test_one_text_by_each_of_its_symbols(self, starter: None, words: str) -> None:
        assert search(words) == COOPERATION
        found = find_single_text(words)
        assert found is not None
        assert {found.symbol} == COOPERATION

    def test_a_draft_without_its_session_finds_that_number_in_all_of_them(self, starter: None) -> None:
        endings = ("/L.36", "/L.36/Rev.1", "/L.36/Rev.2")
        expected = pick(lambda t: t.draft_symbol.endswith(endings) or t.symbol.endswith(endings))
        assert expected > COOPERATION
        assert search("L.36") == search("l.36") == expected
        assert find_single_text("L.36") is None

    def test_the_beginning_of_a_symbol_finds_what_is_below_it(self, starter: None) -> None:
        expected = pick(lambda t: t.symbol.startswith("A/HRC/RES/37/"))
        assert len(expected) > 20
        assert search("A/HRC/RES/37") == search("A/HRC/RES/37/") == expected
        # Not A/HRC/RES/37/23 to /29, and not what begins with 3.
        assert search("A/HRC/RES/37/2") == {"A/HRC/RES/37/2"}
        assert not any(symbol.startswith("A/HRC/RES/37/") for symbol in search("A/HRC/RES/3"))

    def test_a_draft_with_its_revision_finds_just_that(self, starter: None) -> None:
        assert search("A/HRC/43/L.31/Rev.1") == search("43/L.31/Rev.1") == {"A/HRC/RES/43/21"}
        assert search("43/L.31") == {"A/HRC/RES/43/21"}

    @pytest.mark.parametrize(
        "words", ["cooperation", "mutually COOPERATION", "human rights situation", "china"]
    )
    def test_every_keyword_must_occur(self, starter: None, words: str) -> None:
        def matches(text: Resolution) -> bool:
            places = (
                text.title,
                text.symbol,
                text.draft_symbol,
                text.sponsors_as_printed,
                text.session.subject,
                *(topic.name for topic in text.topics.all()),
            )
            return all(any(w in place.lower() for place in places) for w in words.lower().split())

        expected = pick(matches)
        assert expected
        assert search(words) == expected

    def test_keywords_that_do_not_occur_find_nothing(self, starter: None) -> None:
        for words in ("zzzz", "cooperation zzzz", "%", "_", "\\", "' OR 1=1 --", "A/HRC/RES/99"):
            assert search(words) == set()

    def test_counts_are_those_of_the_texts(self, starter: None) -> None:
        for query, texts in {
            "": Resolution.objects.exclude(kind="amendment"),
            "kind=all": Resolution.objects.all(),
            "kind=amendment": Resolution.objects.filter(kind="amendment"),
            "session=37": Resolution.objects.filter(session__number=37).exclude(kind="amendment"),
            "q=zzzz": Resolution.objects.none(),
        }.items():
            texts = texts.filter(session__body="council")
            ways = Counter(text.adoption for text in texts)
            counts = count_outcomes(build_filter(query))
            assert counts.n == len(texts)
            assert (counts.by_vote, counts.without_vote, counts.undecided, counts.non_recorded) == tuple(
                ways[way] for way in ("recorded_vote", "without_vote", "none", "non_recorded_vote")
            )
            assert counts.rejected == sum(
                text.outcome == "rejected" and not text.contradicts_itself for text in texts
            )
            assert counts.contradictory == sum(text.contradicts_itself for text in texts)

    @pytest.mark.parametrize(
        ("words", "iso3"),
        [
            ("CHN", "CHN"),
            ("chn", "CHN"),
            ("switzerland", "CHE"),
            (" Switzerland ", "CHE"),
            ("United States of America", "USA"),
            ("", None),
            ("land", None),
            ("%", None),
        ],
    )
    def test_a_state_by_code_or_name(self, starter: None, words: str, iso3: str | None) -> None:
        state = find_state_by_name(words)
        assert (state and state.iso3) == iso3

    def test_every_state_answers_to_all_its_names(self, starter: None) -> None:
        for state in State.objects.all():
            assert find_state_by_name(state.name) == state
        for other in StateName.objects.select_related("state"):
            assert (
                find_state_by_name(other.name.upper() if other.name.isascii() else other.name) == other.state
            )


@pytest.mark.django_db
class TestSmallRecord:
    def test_words_are_found_in_topics_and_sponsors_too(self) -> None:
        by_topic = make_text()
        by_topic.topics.add(make_topic("Albinism"), make_topic("Albinism and the law"))
        by_sponsor = make_text(sponsors_as_printed="Cuba (on behalf of the Non-Aligned Movement)")
        assert search("albinism") == {by_topic.symbol}
        assert search("cuba aligned") == {by_sponsor.symbol}
        assert search("cuba albinism") == set()
        assert search_resolutions(Resolution.objects.all(), "albinism").count() == 1

    def test_a_vote_without_names_counts_as_none_of_the_others(self) -> None:
        make_text(adoption="non_recorded_vote", outcome="rejected")
        make_voted(official=(18, 21, 7, 1), outcome="rejected")
        make_tabled()
        counted = count_outcomes(build_filter(""))
        assert (counted.n, counted.by_vote, counted.without_vote) == (3, 1, 0)
        assert (counted.rejected, counted.non_recorded, counted.undecided) == (1, 1, 1)

    def test_a_name_that_two_states_have_finds_neither(self) -> None:
        one = make_state("QAA", "Samoa")
        other = make_state("QAB", "American Samoa")
        StateName.objects.create(state=other, name="samoa")
        assert find_state_by_name("Samoa") is None
        assert find_state_by_name("QAA") == one

    def test_several_texts_of_one_number_are_no_single_text(self) -> None:
        make_text("A/HRC/RES/37/23")
        assert find_single_text("37/23") is not None
        make_text("A/HRC/DEC/37/23")
        assert find_single_text("37/23") is None
        make_text("A/HRC/RES/S-28/1")
        found = find_single_text("s-28/1")
        assert found is not None
        assert found.symbol == "A/HRC/RES/S-28/1"
        assert find_single_text("A/HRC/RES/S-28/1") == found
