"""Series in the admin: merged, divided, and the addresses that stay."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.entry.page import read_text
from tests.factories import make_resolution, make_session
from votes.entry.series import find_similar
from votes.ingest.loading.existing_records import read_existing_records
from votes.ingest.loading.series import link_series
from votes.ingest.loading.title_keys import TitleKeys
from votes.models import Resolution, Series

SIMILAR = "admin:votes_series_similar"


def make_series(slug: str, title: str, *sessions: str) -> Series:
    series = Series.objects.create(slug=slug, title=title)
    for session in sessions:
        symbol = f"A/HRC/RES/{session}/{series.pk}"
        make_resolution(
            symbol, title=title, series=series, session=make_session(session), source_record=symbol
        )
    return series


@pytest.fixture
def belarus(db: None) -> tuple[Series, Series]:
    return (
        make_series("situation-in-belarus", "Situation of human rights in Belarus", "20", "23"),
        make_series("belarus-situation", "Human rights situation in Belarus", "17"),
    )


def merge(client: Client, one: Series, target: Series) -> Any:
    return client.post(reverse(SIMILAR), {"one": one.pk, "target": target.pk}, follow=True)


class TestMerge:
    def test_similar_titles_are_offered_the_smaller_into_the_larger(
        self, belarus: tuple[Series, Series], editor: Client
    ) -> None:
        large, small = belarus
        make_series("food", "The right to food", "20", "23")
        (pair,) = find_similar(Series.objects.all(), TitleKeys([]))
        assert (pair.one, pair.target, pair.differing, pair.shared_sessions) == (small, large, (), 0)
        page = read_text(editor.get(reverse(SIMILAR)))
        assert "the same title in other words" in page
        assert "The right to food" not in page

    def test_a_click_merges_and_both_addresses_lead_to_the_one_series(
        self, belarus: tuple[Series, Series], editor: Client, client: Client
    ) -> None:
        large, small = belarus
        page = read_text(merge(editor, small, large))
        assert "“Human rights situation in Belarus” was merged into" in page
        assert "No two series have similar titles." in page
        assert large.resolutions.count() == 3
        response = client.get("/series/belarus-situation/")
        assert (response.status_code, response["Location"]) == (301, "/series/situation-in-belarus/")
        data = client.get("/series/belarus-situation.json")
        assert (data.status_code, data["Location"]) == (301, "/series/situation-in-belarus.json")
        assert "A/HRC/RES/17/" in client.get("/series/situation-in-belarus/").content.decode()
        assert client.get("/series.json").json()["n"] == 1

    def test_a_text_of_a_session_that_the_other_has_is_left_without_a_series_and_named(
        self, belarus: tuple[Series, Series], editor: Client
    ) -> None:
        large, _small = belarus
        other = make_series("belarus", "Human rights in Belarus", "20", "26")
        page = read_text(merge(editor, other, large))
        text = Resolution.objects.get(title="Human rights in Belarus", session__number=20)
        assert f"{text.symbol} is no longer in a series" in page
        assert text.series is None
        assert large.resolutions.filter(session__number=26).exists()

    def test_a_chain_of_merges_leads_to_the_last(
        self, belarus: tuple[Series, Series], editor: Client, client: Client
    ) -> None:
        large, small = belarus
        last = make_series("belarus", "Human rights in Belarus", "30")
        merge(editor, small, large)
        merge(editor, large, last)
        for slug in ("belarus-situation", "situation-in-belarus"):
            assert client.get(f"/series/{slug}/")["Location"] == "/series/belarus/"

    def test_the_selected_series_are_merged_by_the_action(
        self, belarus: tuple[Series, Series], editor: Client
    ) -> None:
        large, small = belarus
        url = reverse("admin:votes_series_changelist")
        chosen = {"action": "merge_selected", "_selected_action": [large.pk, small.pk]}
        assert "was merged into" in read_text(editor.post(url, chosen, follow=True))
        assert large.resolutions.count() == 3
        chosen["_selected_action"] = [large.pk]
        assert "Select at least two series" in read_text(editor.post(url, chosen, follow=True))

    def test_imports_know_the_title_of_a_merged_series(
        self, belarus: tuple[Series, Series], editor: Client
    ) -> None:
        large, small = belarus
        merge(editor, small, large)
        existing = read_existing_records()
        (row,) = (text for text in existing.texts if text.session == "17")
        assert row.series == "situation-in-belarus"
        new = type(row)(**{**vars(row), "session": "44", "source_record": "x", "series": ""})
        assert link_series([new], existing)[0][0].series == "situation-in-belarus"

    @pytest.mark.parametrize("given", [{}, {"one": "x", "target": "1"}, {"one": "999", "target": "998"}])
    def test_nonsense_is_answered_with_404(self, belarus: Any, editor: Client, given: dict[str, str]) -> None:
        assert editor.post(reverse(SIMILAR), given).status_code == 404

    def test_strangers_are_sent_to_the_login(self, belarus: tuple[Series, Series], client: Client) -> None:
        large, small = belarus
        assert client.post(reverse(SIMILAR), {"one": small.pk, "target": large.pk}).status_code == 302
        assert not Series.objects.exclude(merged_into=None).exists()


class TestDivide:
    def get_url(self, series: Series) -> str:
        return reverse("admin:votes_series_divide", args=[series.pk])

    def test_texts_move_to_a_new_series_and_imports_leave_them_there(
        self, belarus: tuple[Series, Series], editor: Client
    ) -> None:
        large, _small = belarus
        text = large.resolutions.get(session__number=23)
        sent = {"text": [text.pk], "title": " Elections in  Belarus "}
        page = read_text(editor.post(self.get_url(large), sent, follow=True))
        assert f"{text.symbol}: moved to the new series “Elections in Belarus”." in page
        text.refresh_from_db()
        assert text.series is not None
        assert (text.series.slug, text.series_by_hand) == ("elections-in-belarus", True)
        existing = read_existing_records()
        (row,) = (one for one in existing.texts if one.session == "23")
        assert link_series([row], existing)[0][0].series == "elections-in-belarus"

    def test_without_a_title_they_are_in_none_and_stay_so(
        self, belarus: tuple[Series, Series], editor: Client
    ) -> None:
        large, _small = belarus
        text = large.resolutions.get(session__number=23)
        editor.post(self.get_url(large), {"text": [text.pk]})
        text.refresh_from_db()
        assert text.series is None
        existing = read_existing_records()
        (row,) = (one for one in existing.texts if one.session == "23")
        assert link_series([row], existing)[0][0].series == ""

    def test_nothing_selected_or_too_long_a_title_says_so_and_keeps_the_entries(
        self, belarus: tuple[Series, Series], editor: Client
    ) -> None:
        large, _small = belarus
        page = editor.post(self.get_url(large), {"title": "Elections"})
        assert "Select the texts to take out" in read_text(page)
        assert 'value="Elections"' in page.content.decode()
        text = large.resolutions.get(session__number=23)
        page = editor.post(self.get_url(large), {"text": [text.pk], "title": "x" * 501})
        assert "The title is too long." in read_text(page)
        assert large.resolutions.count() == 2

    def test_who_may_not_change_texts_is_refused(
        self, belarus: tuple[Series, Series], make_user: Any
    ) -> None:
        client = Client()
        client.force_login(make_user("Vera"))
        assert client.get(self.get_url(belarus[0])).status_code == 403
        assert client.get(reverse(SIMILAR)).status_code == 403
