"""Loads the documents and key terms that come with the code. What is on file is never changed."""

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from votes.models import Document, KeyTerm, KeyTermForm, Resolution, State

DOCUMENTS, TERMS = "documents.csv", "key_terms.csv"


@transaction.atomic
def load_documents(folder: Path) -> tuple[int, int]:
    """How many documents and key terms were added. A row whose text is not on file is left out.

    A document is known by its text, kind, symbol and title; one that a person deleted does not come back.
    """
    return sum(map(add_document, read_rows(folder / DOCUMENTS))), sum(
        map(add_term, read_rows(folder / TERMS))
    )


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(newline="", encoding="utf-8") as file:
            yield from csv.DictReader(file)


def add_document(row: dict[str, str]) -> bool:
    resolution = Resolution.objects.filter(symbol=row["text"]).first()
    known = {"kind": row["kind"], "symbol": row["symbol"], "title": row["title"]}
    if resolution is None or Document.history.filter(resolution=resolution, **known).exists():
        return False
    document = Document.objects.create(
        resolution=resolution,
        **known,
        date=datetime.date.fromisoformat(row["date"]) if row["date"] else None,
        body=row["body"],
        note=row["note"],
        source_title=row["source_title"],
        source_url=row["source_url"],
    )
    document.states.set(State.objects.filter(iso3__in=row["states"].split()))
    document.noted_by.set(Resolution.objects.filter(symbol__in=row["noted_by"].split()))
    return True


def add_term(row: dict[str, str]) -> bool:
    if KeyTerm.history.filter(name=row["name"]).exists():
        return False
    term = KeyTerm.objects.create(name=row["name"], matches_case=row["matches_case"] == "yes")
    for language in ("en", "fr", "es", "ru", "zh", "ar"):
        for form in filter(None, row[language].split("|")):
            KeyTermForm.objects.create(term=term, language=language, form=form)
    return True
