"""Any record in the native format is read back unchanged; any bytes are read or refused with a message."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.full_record import TEXT
from votes.core.choices import Adoption, ExplanationKind, Outcome, Position, RegionalGroup, TextKind
from votes.core.rows import (
    BlocMembershipRow,
    BlocRow,
    ExplanationRow,
    MembershipRow,
    Record,
    SeriesRow,
    StateRow,
    TextRow,
)
from votes.ingest.readers.native_format import FILES, RecordFormatError, format_record, parse_record

# What both JSON and CSV carry; a table does not keep a carriage return.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=20)
dates = st.none() | st.dates()
codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
counts = st.integers(0, 99)
names = st.text(st.characters(categories=["L"]), min_size=1, max_size=10)
state_rows = st.builds(
    StateRow,
    iso3=codes,
    name=texts,
    regional_group=st.sampled_from(RegionalGroup.values),
    article=st.booleans(),
    existed_from=dates,
    existed_until=dates,
    other_names=st.lists(st.tuples(names, st.none() | st.integers(1900, 2099)), max_size=3).map(tuple),
)
membership_rows = st.builds(MembershipRow, codes, st.dates(), dates, texts, texts)
bloc_rows = st.builds(
    BlocRow,
    slug=texts,
    name=texts,
    short_name=texts,
    source_title=texts,
    source_url=texts,
    article=st.booleans(),
    note=texts,
    other_names=st.lists(names, max_size=3).map(tuple),
)
bloc_membership_rows = st.builds(BlocMembershipRow, texts, codes, dates, dates, texts)
text_rows = st.builds(
    TextRow,
    symbol=texts,
    kind=st.sampled_from(TextKind.values),
    title=texts,
    session=texts,
    adoption=st.sampled_from(Adoption.values),
    outcome=st.sampled_from(Outcome.values),
    date=dates,
    agenda_item=st.none() | counts,
    topics=st.lists(texts, max_size=3).map(tuple),
    amends=texts,
    sponsors=st.lists(codes, max_size=3).map(tuple),
    official=st.none() | st.tuples(counts, counts, counts, st.none() | counts),
    positions=st.dictionaries(codes, st.sampled_from(Position.values), max_size=8),
    note=texts,
    fetched_on=dates,
)
explanation_rows = st.builds(
    ExplanationRow,
    text=texts,
    kind=st.sampled_from(ExplanationKind.values),
    summary=texts,
    source_title=texts,
    source_url=texts,
    state=codes | st.just(""),
    date=dates,
    excerpt=texts,
)


def few(rows):
    return st.lists(rows, max_size=3).map(tuple)


records = st.builds(
    Record,
    states=few(state_rows),
    memberships=few(membership_rows),
    blocs=few(bloc_rows),
    bloc_memberships=few(bloc_membership_rows),
    series=few(st.builds(SeriesRow, texts, texts)),
    texts=few(text_rows),
    explanations=few(explanation_rows),
)


def find_error(name: str, content: bytes) -> str:
    """What the reader says of a file; '' if it can read it."""
    try:
        parse_record({name: content})
    except RecordFormatError as error:
        return str(error)
    return ""


@settings(max_examples=60)
@given(records)
def test_any_record_is_read_back_unchanged(record):
    assert parse_record(format_record(record)) == record


@given(st.sampled_from(FILES), st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_record_or_a_clear_error(name, content):
    error = find_error(name, content)
    assert not error or error.startswith(f"{name}, line ")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(sorted(TEXT)), values)
def test_any_value_in_any_field_is_read_and_written_or_refused(field, value):
    line = json.dumps(TEXT | {field: value}).encode()
    if error := find_error("texts.jsonl", line):
        assert error.startswith("texts.jsonl, line 1: ")
    else:
        record = parse_record({"texts.jsonl": line})
        assert parse_record(format_record(record)) == record
