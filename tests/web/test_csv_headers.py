"""Every CSV file has its header line, the same with rows and without."""

import csv
import datetime
import io

import pytest
from django.test import Client

from tests.factories import make_member
from votes.models import BacktestRun

# An export without rows, and the same export with rows.
EXPORTS = {
    "/resolutions.csv?q=zzzz": "/resolutions.csv",
    "/resolutions/A/HRC/RES/58/17.csv": "/resolutions/A/HRC/RES/37/23.csv",
    "/states/BTN.csv": "/states/CHN.csv",
    "/explanations.csv?q=zzzz": "/explanations.csv",
    "/about/quality.csv?body=commission&session=37": "/about/quality.csv",
    "/series.csv?q=zzzz": "/series.csv",
    "/compare/CHN/CUB.csv?from=2090": "/compare/CHN/CUB.csv",
    "/blocs.csv?view=map&from=2090": "/blocs.csv?view=map",
    "/blocs.csv?view=map&dimensions=1&from=2090": "/blocs.csv?view=map&dimensions=1",
    "/blocs.csv?view=apart&from=2090": "/blocs.csv?view=apart",
    "/blocs/eu.csv?from=2090": "/blocs/eu.csv",
    "/before.csv?session=43&as_of=2021-01-01": "/before.csv?session=43&as_of=2020-06-01",
}


def read_lines(client: Client, address: str) -> list[list[str]]:
    response = client.get(address)
    assert response.status_code == 200, (address, response.content[:200])
    return list(csv.reader(io.StringIO(response.content.decode())))


@pytest.mark.django_db
class TestStarter:
    def test_an_export_without_rows_has_the_header_of_one_with_rows(
        self, starter: None, client: Client
    ) -> None:
        found = {}
        for without, with_rows in EXPORTS.items():
            lines, (header, *rows) = read_lines(client, without), read_lines(client, with_rows)
            assert rows, with_rows
            if lines != [header]:
                found[without] = lines[:2]
        assert found == {}

    def test_no_export_prints_the_word_none(self, starter: None, client: Client) -> None:
        for address in {*EXPORTS.values(), "/states.csv", "/blocs.csv", "/blocs.csv?view=cohesion&bloc=eu"}:
            cells = [cell for line in read_lines(client, address) for cell in line]
            assert [cell for cell in cells if cell == "None" or "/None" in cell] == [], address

    def test_a_term_whose_end_is_not_set_ends_in_a_slash(self, starter: None, client: Client) -> None:
        make_member("QAA", datetime.date(2026, 1, 1))
        header, *rows = read_lines(client, "/states.csv")
        (term,) = [row[header.index("terms")] for row in rows if row[0] == "QAA"]
        assert term == "2026-01-01/"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/states.csv", "/before.csv", "/before/evaluation.csv", "/blocs.csv"])
def test_an_empty_record_has_headers_too(client: Client, address: str) -> None:
    (header,) = read_lines(client, address)
    assert len(header) > 5


@pytest.mark.django_db
def test_an_evaluation_has_the_same_header_before_and_after_the_first_run(client: Client) -> None:
    (header,) = read_lines(client, "/before/evaluation.csv")
    BacktestRun.objects.create(method="A method", record_version=0, table={"texts": 3, "pairs": 60})
    assert read_lines(client, "/before/evaluation.csv")[0] == header
