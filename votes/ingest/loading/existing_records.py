"""The record before an import, as rows: the names by which readers recognise States, and the texts to link to."""

from collections import defaultdict

from votes.core.rows import BlocRow, ExistingRecords, SeriesRow, StateRow, TextRow
from votes.models import Bloc, Resolution, Series, Session, State


def read_existing_records() -> ExistingRecords:
    """Everything on file that the readers need, in a few queries."""
    return ExistingRecords(
        states=list_states(),
        blocs=list_blocs(),
        series=list_series(),
        texts=list_texts(),
        series_by_hand=list_series_by_hand(),
    )


def list_states() -> tuple[StateRow, ...]:
    return tuple(
        StateRow(
            iso3=state.iso3,
            name=state.name,
            regional_group=state.regional_group,
            article=state.article,
            existed_from=state.existed_from,
            existed_until=state.existed_until,
            other_names=tuple((other.name, other.until) for other in state.other_names.all()),
        )
        for state in State.objects.order_by("iso3").prefetch_related("other_names")
    )


def list_blocs() -> tuple[BlocRow, ...]:
    return tuple(
        BlocRow(
            slug=bloc.slug,
            name=bloc.name,
            short_name=bloc.short_name,
            source_title=bloc.source_title,
            source_url=bloc.source_url,
            article=bloc.article,
            note=bloc.note,
            other_names=tuple(other.name for other in bloc.other_names.all()),
        )
        for bloc in Bloc.objects.order_by("slug").prefetch_related("other_names")
    )


def list_series() -> tuple[SeriesRow, ...]:
    columns = ("slug", "title", "merged_into__slug")
    rows = Series.objects.order_by("slug").values_list(*columns)
    return tuple(SeriesRow(slug, title, target or "") for slug, title, target in rows)


def list_series_by_hand() -> frozenset[tuple[str, str]]:
    texts = Resolution.objects.filter(series_by_hand=True)
    return frozenset(
        (source, record) if record else ("", symbol)
        for source, record, symbol in texts.values_list("source", "source_record", "symbol")
    )


def list_texts() -> tuple[TextRow, ...]:
    """The texts with what `ExistingRecords` says of them, in the order they came in."""
    codes = {session.pk: session.code for session in Session.objects.all()}
    slugs: dict[int | None, str] = defaultdict(str, Series.objects.values_list("pk", "slug"))
    columns = (
        "symbol",
        "symbol_as_printed",
        "address",
        "kind",
        "title",
        "date",
        "meeting",
        "agenda_item_title",
        "draft_symbol",
        "draft_as_printed",
        "adoption",
        "outcome",
        "source",
        "source_record",
    )
    rows = Resolution.objects.order_by("pk").values_list("session_id", "series_id", *columns)
    return tuple(
        TextRow(session=codes[session], series=slugs[series], **dict(zip(columns, values, strict=True)))
        for session, series, *values in rows
    )
