"""From the files of a record to its rows, whatever form they are in. Pure: bytes in, a linked `Record` out."""

from collections.abc import Sequence
from enum import Enum

from votes.record.rows import Known, Record
from votes.record.sources import SourceFile


class Form(Enum):
    """The forms of a file that we read."""

    CATALOGUE_TEXTS = "texts of the catalogue as CSV"
    CATALOGUE_VOTES = "votes of the catalogue as CSV"
    MARCXML = "MARCXML"
    OWN = "own form"


def recognise(files: Sequence[SourceFile]) -> list[tuple[SourceFile, Form]]:
    """Each file with its form. RecordFormatError for a file in none of them."""
    raise NotImplementedError


def read_files(files: Sequence[SourceFile], known: Known) -> Record:
    """The record in `files`, its texts linked to each other, to `known`, to series, sponsors and groups.

    What cannot be read stands in `rejected`; RecordFormatError where a whole file cannot.
    """
    raise NotImplementedError
