"""The part of the record that is complete is what figures count by default."""

from django.test import Client

from tests.page import read


class TestThePartThatIsComplete:
    """With the starter on file the complete part is counted, unless the address names a time."""

    def test_figures_count_the_complete_part(self, starter: None, client: Client) -> None:
        text = read(client.get("/blocs/")).text
        assert "2022–2026" in text
        assert "· complete" in text
        assert client.get("/blocs.json").json()["filter"]["from"] == "2022-01-01"

    def test_the_reader_can_widen_it_to_a_selection(self, starter: None, client: Client) -> None:
        page = read(client.get("/blocs/"))
        assert any("from=2006" in (a.attributes.get("href") or "") for a in page.find_all("a"))
        assert "a selection: " in read(client.get("/blocs/?from=2006")).text

    def test_a_session_in_the_address_is_not_narrowed(self, starter: None, client: Client) -> None:
        assert client.get("/blocs.json?session=37").json()["filter"]["from"] is None
        assert client.get("/blocs.json?to=2018").json()["filter"]["from"] is None
        assert client.get("/blocs.json?body=commission").json()["filter"]["from"] is None
