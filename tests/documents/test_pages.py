"""The documents and words of texts: on their pages, in the data, in the admin, and beside the roll-call."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.documents.test_extract import make_pdf
from tests.documents.texts import LATER, SHORT
from tests.factories import make_roll_call, make_state
from tests.page import read
from tests.pages_factories import make_text
from votes.core.choices import DocumentKind
from votes.documents.query import read_text_query
from votes.documents.starter import load_documents
from votes.documents.verification import verify
from votes.entry.documents import DocumentTextForm
from votes.models import Document, DocumentText, KeyTerm, KeyTermForm, Resolution, Series

pytestmark = pytest.mark.django_db


def add_words(text: Resolution, body: str, language: str = "en", **columns: Any) -> Document:
    known = {"kind": DocumentKind.RESOLUTION, "symbol": text.symbol, "title": text.title, **columns}
    document, _is_new = Document.objects.get_or_create(resolution=text, **known)
    DocumentText.objects.create(document=document, language=language, body=body)
    return document


def add_term(name: str, language: str = "en") -> None:
    term = KeyTerm.objects.create(name=name)
    KeyTermForm.objects.create(term=term, language=language, form=name)


@pytest.fixture
def two_texts() -> tuple[Resolution, Resolution]:
    series = Series.objects.create(slug="work", title="Working together")
    first = make_text("A/HRC/RES/37/23", series=series, date=datetime.date(2018, 3, 23))
    second = make_text("A/HRC/RES/43/21", series=series, date=datetime.date(2020, 6, 22))
    add_term("dialogue")
    add_term("double standards")
    add_words(first, SHORT)
    add_words(second, LATER)
    return first, second


def test_the_words_of_a_text_stand_beside_those_of_its_forerunner(two_texts: Any, client: Client) -> None:
    page = read(client.get("/resolutions/A/HRC/RES/43/21/text/"))
    assert "Mindful of the sovereignty of each State," in page.text
    assert "double standards 1 0" in page.text
    data = client.get("/resolutions/A/HRC/RES/43/21/text.json").json()
    assert data["words"] == {"en": {"dialogue": 1, "double standards": 1}}
    assert data["forerunner"]["words"] == {"dialogue": 1, "double standards": 0}
    assert data["median"]["n"] == 0
    assert [p["label"] for p in data["paragraphs"]] == ["PP1", "PP2", "PP3", "OP1", "OP2", "OP3"]


def test_two_versions_begin_with_what_is_new(two_texts: Any, client: Client) -> None:
    address = "/resolutions/A/HRC/RES/43/21/text/?compare=A/HRC/RES/37/23"
    page = read(client.get(address))
    assert "1 of 3 operative paragraphs in A/HRC/RES/43/21 is new." in page.text
    assert "“double standards”" in page.text
    pairs = client.get(address.replace("/text/", "/text.json")).json()["comparison"]
    assert [pair["change"] for pair in pairs].count("new") == 2


@pytest.mark.limit("query.LONGEST_SYMBOL")
@pytest.mark.parametrize(("length", "read"), [(59, 59), (60, 60), (61, 60)])
def test_no_more_of_a_symbol_is_read_than_one_has(length: int, read: int) -> None:
    assert len(read_text_query({"compare": "A" * length}).compare) == read


@pytest.mark.limit("wording.MOST_NAMED")
@pytest.mark.parametrize(("added", "named"), [(2, 2), (3, 3), (4, 3)])
def test_few_of_the_terms_that_appear_first_are_named(
    two_texts: Any, client: Client, added: int, named: int
) -> None:
    KeyTerm.objects.all().delete()
    for name in ("mindful", "sovereignty", "open", "condemns")[:added]:
        add_term(name)
    page = read(client.get("/resolutions/A/HRC/RES/43/21/text/?compare=A/HRC/RES/37/23"))
    finding = page.find("p", class_="finding").text
    assert finding.count("“") == named


def test_the_earlier_version_comes_first_whichever_is_shown(two_texts: Any, client: Client) -> None:
    answers = [
        client.get(f"/resolutions/A/HRC/RES/{shown}/text.json?compare=A/HRC/RES/{other}").json()
        for shown, other in (("43/21", "37/23"), ("37/23", "43/21"))
    ]
    for answer in answers:
        assert (answer["earlier"]["document"], answer["later"]["document"]) == (
            "A/HRC/RES/37/23",
            "A/HRC/RES/43/21",
        )
    assert answers[0]["comparison"] == answers[1]["comparison"]
    assert answers[0]["finding"] == answers[1]["finding"]


def test_a_draft_comes_before_the_text_as_adopted(two_texts: Any, client: Client) -> None:
    _first, second = two_texts
    add_words(second, SHORT, kind=DocumentKind.DRAFT, symbol="A/HRC/43/L.31")
    answer = client.get("/resolutions/A/HRC/RES/43/21/text.json?compare=A/HRC/43/L.31").json()
    assert answer["earlier"]["document"] == "A/HRC/43/L.31"
    # Of a text that is not adopted the latest draft is shown.
    Document.objects.filter(resolution=second, kind=DocumentKind.RESOLUTION).delete()
    assert client.get("/resolutions/A/HRC/RES/43/21/text.json").json()["document"] == "A/HRC/43/L.31"


@pytest.mark.limit("service.FEWEST_OF_YEAR")
@pytest.mark.parametrize(("others", "n"), [(1, 0), (2, 3), (3, 4)])
def test_a_median_needs_three_texts_of_the_year(two_texts: Any, client: Client, others: int, n: int) -> None:
    for number in range(others):
        add_words(make_text(f"A/HRC/RES/43/{90 + number}", date=datetime.date(2020, 6, 22)), SHORT)
    assert client.get("/resolutions/A/HRC/RES/43/21/text.json").json()["median"]["n"] == n


def test_a_language_that_is_not_on_file_is_said_to_be_missing(two_texts: Any, client: Client) -> None:
    page = read(client.get("/resolutions/A/HRC/RES/43/21/text/?lang=zh"))
    assert "not on file in this language" in page.text
    data = client.get("/resolutions/A/HRC/RES/43/21/text.json?lang=zh").json()
    assert (data["words"], data["length"], data["languages"]) == ({}, None, ["en"])


def test_a_symbol_that_cannot_be_compared_is_named(two_texts: Any, client: Client) -> None:
    page = read(client.get("/resolutions/A/HRC/RES/43/21/text/?compare=A/HRC/RES/1/1&lang=xx&frm=1"))
    assert "no words of A/HRC/RES/1/1 on file" in page.text
    assert "“xx” is not a valid value for lang" in page.text
    assert "“frm” is not a filter" in page.text


@pytest.mark.parametrize("address", ["/resolutions/A/HRC/RES/99/99/text/", "/resolutions/x/text.json"])
def test_a_text_that_is_not_on_file(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_number_of_queries_does_not_grow(two_texts: Any, client: Client) -> None:
    address = "/resolutions/A/HRC/RES/43/21/text/?compare=A/HRC/RES/37/23"
    taken = []
    for n in range(30):
        document = Document.objects.create(
            resolution=two_texts[1], kind=DocumentKind.SUBMISSION, title=f"Submission {n}"
        )
        document.states.add(make_state(f"X{chr(65 + n // 26)}{chr(65 + n % 26)}"))
        if n in (2, 29):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            taken.append(len(queries))
    assert taken[0] == taken[1] <= 24


@pytest.fixture
def voted() -> Resolution:
    names = {"BRA": "Brazil", "CHN": "China", "CUB": "Cuba", "EGY": "Egypt"}
    text = make_text("A/HRC/RES/37/23")
    for iso3, name in names.items():
        make_state(iso3, name)
    make_roll_call(text, {"BRA": "in_favour", "CHN": "in_favour", "CUB": "against", "EGY": "abstaining"})
    return text


def test_a_roll_call_is_verified_by_the_one_that_the_resolution_prints(voted: Resolution) -> None:
    assert verify(voted) is None
    add_words(voted, SHORT)
    found = verify(voted)
    assert found is not None
    assert found.agrees


def test_a_state_that_the_resolution_prints_elsewhere_is_named(voted: Resolution, capsys: Any) -> None:
    add_words(voted, SHORT.replace("Brazil, China", "Brazil").replace("Egypt]", "China, Egypt]"))
    found = verify(voted)
    assert found is not None
    assert [(d.iso3, d.printed, d.on_file) for d in found.differences] == [("CHN", "abstaining", "in_favour")]


def test_a_printed_list_that_is_not_understood_proves_nothing(voted: Resolution) -> None:
    add_words(voted, SHORT.replace("Brazil, China", "Brazil, Atlantis"))
    found = verify(voted)
    assert found is not None
    assert not found.agrees
    assert found.unread == ("Atlantis",)


def test_the_command_counts_and_names_what_differs(voted: Resolution, capsys: Any) -> None:
    Resolution.objects.filter(pk=voted.pk).update(
        adoption="recorded_vote",
        outcome="adopted",
        official_in_favour=2,
        official_against=1,
        official_abstaining=1,
    )
    add_words(voted, SHORT)
    call_command("verify_record")
    assert "1 of 1 adopted votes verified State by State" in capsys.readouterr().out
    DocumentText.objects.update(body=SHORT.replace("Egypt]", "Cuba]").replace("Cuba\nAb", "Egypt\nAb"))
    with pytest.raises(CommandError, match="1 differ"):
        call_command("verify_record")
    assert "Cuba: printed “Abstaining”, on file “Against”" in capsys.readouterr().out


def test_the_page_of_a_text_lists_its_documents_and_derives_the_rest(client: Client) -> None:
    text = make_text("A/HRC/RES/37/23", draft_symbol="A/HRC/37/L.36", outcome="adopted")
    study = Document.objects.create(
        resolution=text, kind=DocumentKind.STUDY, symbol="A/HRC/43/31", title="Study"
    )
    page = client.get(text.get_absolute_url()).content.decode()
    for symbol in ("A/HRC/37/L.36", "A/HRC/RES/37/23", study.symbol):
        assert f"https://documents.un.org/api/symbol/access?s={symbol}&amp;l=en&amp;t=pdf" in page


def test_the_documents_of_the_starter_are_loaded_once(starter: None, settings: Any) -> None:
    assert load_documents(settings.BASE_DIR / "fixtures") == (17, 21)
    assert load_documents(settings.BASE_DIR / "fixtures") == (0, 0)
    study = Document.objects.get(symbol="A/HRC/43/31")
    assert [text.symbol for text in study.noted_by.all()] == ["A/HRC/RES/43/21"]
    submissions = Document.objects.filter(kind=DocumentKind.SUBMISSION)
    assert {state.iso3 for d in submissions for state in d.states.all()} == {
        "AUS",
        "CHE",
        "CHN",
        "DEU",
        "FRA",
        "GBR",
        "JPN",
        "NLD",
        "NZL",
    }
    study.delete()
    assert load_documents(settings.BASE_DIR / "fixtures") == (0, 0)


def post(client: Client, text: Resolution, **words: Any) -> Any:
    form = {
        "resolution": text.pk,
        "kind": "resolution",
        "symbol": text.symbol,
        "title": "Words",
        "texts-TOTAL_FORMS": 1,
        "texts-INITIAL_FORMS": 0,
        "texts-0-language": "en",
        **{f"texts-0-{name}": value for name, value in words.items()},
    }
    return client.post("/admin/votes/document/add/", form)


def test_words_come_from_the_box_or_from_a_file(admin_client: Client) -> None:
    text = make_text("A/HRC/RES/37/23")
    upload = SimpleUploadedFile("text.pdf", make_pdf(SHORT))
    assert post(admin_client, text, body="", file=upload).status_code == 302
    stored = DocumentText.objects.get()
    assert "Calls upon all States" in stored.body
    assert len(stored.checksum) == 64
    form = DocumentTextForm({"language": "en", "body": "Other words"}, instance=stored)
    assert form.is_valid()
    assert form.save().checksum == ""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"body": ""}, "Paste the words or choose a file."),
        ({"body": "", "file": SimpleUploadedFile("x.pdf", b"%PDF broken")}, "The PDF is damaged"),
        ({"body": "x" * 400_001}, "more than 400,000 letters"),
    ],
)
def test_words_that_cannot_be_read_are_refused_and_nothing_is_written(
    admin_client: Client, words: dict[str, Any], message: str
) -> None:
    response = post(admin_client, make_text("A/HRC/RES/37/23"), **words)
    assert message in response.content.decode()
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("model", "columns"),
    [
        (Document, {"kind": "letter", "title": "x"}),
        (Document, {"kind": "draft", "title": ""}),
        (Document, {"kind": "draft", "title": "x", "symbol": "A/HRC/37/L.1"}),
        (DocumentText, {"language": "de", "body": "x"}),
        (DocumentText, {"language": "en", "body": ""}),
        (DocumentText, {"language": "fr", "body": "x"}),
        (KeyTerm, {"name": ""}),
        (KeyTermForm, {"language": "xx", "form": "x"}),
        (KeyTermForm, {"language": "en", "form": ""}),
        (KeyTermForm, {"language": "en", "form": "once"}),
    ],
)
def test_the_database_refuses_what_makes_no_sense(model: Any, columns: dict[str, str]) -> None:
    text = make_text("A/HRC/RES/37/23")
    document = Document.objects.create(resolution=text, kind="draft", title="x", symbol="A/HRC/37/L.1")
    DocumentText.objects.create(document=document, language="fr", body="x")
    term = KeyTerm.objects.create(name="term")
    KeyTermForm.objects.create(term=term, language="en", form="once")
    owner: dict[Any, dict[str, Any]] = {
        Document: {"resolution": text},
        DocumentText: {"document": document},
        KeyTermForm: {"term": term},
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**owner.get(model, {}), **columns)
