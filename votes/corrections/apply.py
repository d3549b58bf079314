"""Corrections in the database: made, withdrawn, and kept through an import.

They write to the text and its votes without history rows: an edit on the desk freezes a text against imports, a
correction lets everything else of it follow the source. The correction itself is the record of who did what.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from votes.checking.checks import refresh_checks
from votes.core.choices import Adoption, CorrectedField, Position
from votes.core.models.correction import OF_A_STATE
from votes.core.roll_calls import read_roll_call
from votes.core.rows import TextRow
from votes.core.symbols import is_symbol, normalise_symbol
from votes.corrections.overlay import (
    OFFICIAL,
    CorrectionRow,
    apply_corrections,
    get_value,
    hear_source,
    undo_corrections,
)
from votes.models import Correction, RecordVersion, Resolution, State, Vote

# Of a body of 47 members, or of the Commission's 53.
LARGEST_TOTAL = 60
COLUMNS = [field.value for field in CorrectedField if field not in OF_A_STATE]
SYMBOLS = (CorrectedField.SYMBOL, CorrectedField.DRAFT_SYMBOL)


@dataclass(frozen=True)
class Change:
    """What shall be other: a field of `CorrectedField`, its new value as text, and the State where it is one's."""

    field: str
    after: str
    state: str = ""


def get_place(change: Change | CorrectionRow) -> str:
    """What can have one correction in force: a State in the roll-call, or a field of the text."""
    return change.state if change.field in OF_A_STATE else change.field


def describe_correction(correction: Correction) -> CorrectionRow:
    return CorrectionRow(
        field=correction.field,
        before=correction.before,
        after=correction.after,
        state=correction.state.iso3 if correction.state else "",
        agrees=correction.agreed_at is not None,
        key=correction.pk,
    )


def build_row(text: Resolution) -> TextRow:
    """What can be corrected of a text on file, as a row; two queries."""
    official: tuple[Any, ...] = tuple(getattr(text, name) for name in OFFICIAL)
    columns = {name: getattr(text, name) for name in COLUMNS if name not in OFFICIAL}
    return TextRow(
        **columns,
        session=text.session.code,
        official=official if set(official) != {None} else None,
        positions={iso3: position.value for iso3, position in read_roll_call(text).items()},
    )


@transaction.atomic
def make_corrections(
    text: Resolution,
    changes: Sequence[Change],
    *,
    reason: str,
    source_title: str = "",
    source_url: str = "",
    rule: str = "",
    made_by: Any = None,
) -> list[Correction]:
    """Correct some values of one text, all or none. ValidationError, in words, where a value or their whole is refused.

    Two changes of one State, or of a value that has a correction in force, are refused: that one is withdrawn first.
    """
    text, kept, source = lock(text)
    before = apply_corrections(source, map(describe_correction, kept))[0]
    row = build_row(text)
    made: list[Correction] = []
    for change in changes:
        if get_place(change) in {get_place(describe_correction(c)) for c in [*kept, *made]}:
            raise ValidationError(_("This value has a correction already. Withdraw that one first."))
        correction = Correction(
            resolution=text,
            field=change.field,
            state=find_state(change.state) if change.field in OF_A_STATE else None,
            after=clean_value(row, text, change),
            before=get_value(row, change.field, change.state),
            reason=reason,
            source_title=source_title,
            source_url=source_url,
            rule=rule,
            made_by=made_by,
        )
        correction.full_clean(exclude=["made_by"])
        correction.save()
        made.append(correction)
    rows = [describe_correction(correction) for correction in [*kept, *made]]
    corrected, notes = apply_corrections(source, rows)
    for change, correction in zip(changes, made, strict=True):
        state = correction.after if correction.field == CorrectedField.VOTER else change.state
        if get_value(corrected, correction.field, state) != correction.after:
            raise ValidationError(_("This does not fit with the other corrections of this text."))
    remember([*kept, *made], hear_source(rows, notes))
    write(text, before, corrected)
    return made


@transaction.atomic
def withdraw_corrections(corrections: Iterable[Correction], *, reason: str, withdrawn_by: Any = None) -> None:
    """Take corrections of one text back: what the source says stands again. ValidationError where that is refused.

    Who has been withdrawn already stays as it is.
    """
    wanted = {correction.pk for correction in corrections}
    first = Correction.objects.filter(pk__in=wanted, withdrawn_at=None).select_related("resolution").first()
    if first is None:
        return
    text, kept, source = lock(first.resolution)
    rest = [correction for correction in kept if correction.pk not in wanted]
    before = apply_corrections(source, map(describe_correction, kept))[0]
    rows = [describe_correction(correction) for correction in rest]
    restored, notes = apply_corrections(source, rows)
    for correction in kept:
        if correction.pk in wanted:
            mark_withdrawn(correction, reason, withdrawn_by)
    remember(rest, hear_source(rows, notes))
    write(text, before, restored)


def mark_withdrawn(correction: Correction, reason: str, withdrawn_by: Any) -> None:
    """Withdraw it on paper alone: the text is not touched."""
    correction.withdrawn_at = timezone.now()
    correction.withdrawn_by = withdrawn_by
    correction.withdrawn_reason = reason
    correction.full_clean(exclude=["made_by", "withdrawn_by"])
    correction.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])


def withdraw_overtaken(text: Resolution, *, reason: str, withdrawn_by: Any) -> list[Correction]:
    """Withdraw the corrections whose value the text has no longer, since somebody edited it; returns them."""
    row = build_row(text)
    overtaken = []
    for correction in text.corrections.in_force().select_related("state"):
        one = describe_correction(correction)
        if one.field == CorrectedField.VOTER:
            stands = one.state not in row.positions and one.after in row.positions
        else:
            stands = get_value(row, one.field, one.state) == one.after
        if not stands:
            mark_withdrawn(correction, reason, withdrawn_by)
            overtaken.append(correction)
    return overtaken


def lock(text: Resolution) -> tuple[Resolution, list[Correction], TextRow]:
    """The text for this transaction alone, its corrections in force, and what the source says of it."""
    text = Resolution.objects.select_for_update(of=("self",)).select_related("session").get(pk=text.pk)
    kept = list(text.corrections.in_force().select_related("state").order_by("pk"))
    return text, kept, undo_corrections(build_row(text), map(describe_correction, kept))


def find_state(iso3: str) -> State:
    state = State.objects.filter(iso3=iso3).first()
    if state is None:
        raise ValidationError(_("No State has the code “%(code)s”."), params={"code": iso3[:20]})
    return state


def clean_value(row: TextRow, text: Resolution, change: Change) -> str:
    """The new value in its one spelling; ValidationError where it is none for this field."""
    value = " ".join(change.after.split())
    if change.field not in CorrectedField.values:
        raise ValidationError(_("Nothing called “%(name)s” can be corrected."), params={"name": change.field})
    if change.field == CorrectedField.VOTER:
        return clean_voter(row, change.state, value)
    if change.field == CorrectedField.POSITION:
        if value not in ("", *Position.values):
            raise ValidationError(_("No position is called “%(value)s”."), params={"value": value[:20]})
        return value
    field: Any = Resolution._meta.get_field(change.field)
    if change.field in SYMBOLS:
        value = clean_symbol(text, change.field, normalise_symbol(value))
    cleaned = field.clean(value if value or not field.null else None, text)
    if change.field in OFFICIAL and cleaned is not None and cleaned > LARGEST_TOTAL:
        raise ValidationError(
            _("No body on file has more than %(most)s members."), params={"most": LARGEST_TOTAL}
        )
    return "" if cleaned is None else str(cleaned)


def clean_voter(row: TextRow, wrong: str, right: str) -> str:
    if wrong not in row.positions:
        raise ValidationError(_("%(code)s is not in the roll-call."), params={"code": wrong[:20] or "–"})
    if right in row.positions:
        raise ValidationError(
            _("%(code)s is in the roll-call already. Correct its position instead."), params={"code": right}
        )
    return find_state(right).iso3


def clean_symbol(text: Resolution, field: str, symbol: str) -> str:
    """The symbol as the UN writes it; no text takes the symbol of another."""
    if symbol and not is_symbol(symbol):
        raise ValidationError(_("This is not a symbol. Write it like A/HRC/RES/37/23."))
    others = Resolution.objects.filter(Q(symbol=symbol) | Q(address=symbol)).exclude(pk=text.pk)
    if field == CorrectedField.SYMBOL and (other := others.first()):
        raise ValidationError(
            _("Another text has this symbol: “%(title)s”."), params={"title": other.title[:200]}
        )
    return symbol


def write(text: Resolution, before: TextRow, after: TextRow) -> None:
    """Put what differs between the two rows into the text and its votes, and check it anew.

    Nothing else of the text is touched: what was edited on the desk stays.
    """
    names = [name for name in COLUMNS if get_value(before, name) != get_value(after, name)]
    numbers = dict(zip(OFFICIAL, after.official or (None,) * len(OFFICIAL), strict=True))
    for name in names:
        setattr(text, name, numbers[name] if name in OFFICIAL else getattr(after, name))
    text.fill_derived()
    text.validate_constraints()
    is_decision = before.positions != after.positions or CorrectedField.ADOPTION in names
    if is_decision and after.positions and text.adoption != Adoption.RECORDED_VOTE:
        raise ValidationError(_("A roll-call belongs to a recorded vote."))
    columns = {name: getattr(text, name) for name in [*names, "symbol_key"]}
    Resolution.objects.filter(pk=text.pk).update(**columns)
    write_votes(text, before.positions, after.positions)
    refresh_checks([text.pk])
    RecordVersion.bump()


def write_votes(text: Resolution, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    changed = {iso3 for iso3 in {*before, *after} if before.get(iso3) != after.get(iso3)}
    if not changed:
        return
    votes = Vote.objects.filter(resolution=text)
    # A deleted vote leaves a line in the votes' own history; that freezes nothing.
    votes.filter(state__iso3__in=changed - set(after)).delete()
    for state in State.objects.filter(iso3__in=changed & set(after)):
        position = after[state.iso3]
        if not votes.filter(state=state).update(position=position):
            Vote.objects.bulk_create([Vote(resolution=text, state=state, position=position)])


def remember(corrections: Iterable[Correction], rows: Iterable[CorrectionRow]) -> None:
    """Store what the source says of these corrections by now."""
    by_key = {row.key: row for row in rows}
    for correction in corrections:
        row = by_key[correction.pk]
        if describe_correction(correction) != row:
            correction.before = row.before
            correction.agreed_at = timezone.now() if row.agrees else None
            correction.save(update_fields=["before", "agreed_at"])
