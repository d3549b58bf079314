"""Corrections in the database: how they are made and withdrawn.

They change the text and its votes without history rows, because imports do not update a text with an edit in its
history, and must continue to update the values that are not corrected. The correction itself records who made it.
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
    OFFICIAL_FIELDS,
    CorrectionRow,
    apply_corrections,
    get_value,
    undo_corrections,
    update_from_source,
)
from votes.models import Correction, RecordVersion, Resolution, State, Vote
from votes.web.text_names import get_text_name

# The Commission had 53 members, the Council has 47.
LARGEST_TOTAL = 60
TEXT_FIELDS = [field.value for field in CorrectedField if field not in OF_A_STATE]
SYMBOL_FIELDS = (CorrectedField.SYMBOL, CorrectedField.DRAFT_SYMBOL)


@dataclass(frozen=True)
class Change:
    """A value to correct: a field of `CorrectedField`, its new value as text, and the State if it is about a State."""

    field: str
    after: str
    state: str = ""


def get_target(change: Change | CorrectionRow) -> str:
    """What a correction is about: a State in the roll-call or a field of the text. Each has at most one in force."""
    return change.state if change.field in OF_A_STATE else change.field


def build_correction_row(correction: Correction) -> CorrectionRow:
    return CorrectionRow(
        field=correction.field,
        before=correction.before,
        after=correction.after,
        state=correction.state.iso3 if correction.state else "",
        agrees=correction.agreed_at is not None,
        key=correction.pk,
    )


def build_text_row(text: Resolution) -> TextRow:
    """The values of a text that can be corrected, as a row; two queries."""
    official: tuple[Any, ...] = tuple(getattr(text, name) for name in OFFICIAL_FIELDS)
    columns = {name: getattr(text, name) for name in TEXT_FIELDS if name not in OFFICIAL_FIELDS}
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
    """Correct some values of one text, all or none; returns the corrections. ValidationError if one is refused.

    A second change of one State, or of a value that has a correction in force, is refused: withdraw that one first.
    """
    text, in_force, source = lock_text(text)
    before = apply_corrections(source, map(build_correction_row, in_force))[0]
    row = build_text_row(text)
    made: list[Correction] = []
    for change in changes:
        if get_target(change) in {get_target(build_correction_row(c)) for c in [*in_force, *made]}:
            raise ValidationError(_("This value already has a correction. Withdraw that correction first."))
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
    rows = [build_correction_row(correction) for correction in [*in_force, *made]]
    corrected, source_changes = apply_corrections(source, rows)
    for change, correction in zip(changes, made, strict=True):
        state = correction.after if correction.field == CorrectedField.VOTER else change.state
        if get_value(corrected, correction.field, state) != correction.after:
            raise ValidationError(_("This conflicts with the other corrections to this text."))
    store_source_values([*in_force, *made], update_from_source(rows, source_changes))
    write_text(text, before, corrected)
    return made


@transaction.atomic
def withdraw_corrections(corrections: Iterable[Correction], *, reason: str, withdrawn_by: Any = None) -> None:
    """Withdraw corrections of one text, so that the source's values apply again. ValidationError if that is refused.

    A correction that has already been withdrawn is not changed.
    """
    wanted = {correction.pk for correction in corrections}
    first = Correction.objects.filter(pk__in=wanted, withdrawn_at=None).select_related("resolution").first()
    if first is None:
        return
    text, in_force, source = lock_text(first.resolution)
    rest = [correction for correction in in_force if correction.pk not in wanted]
    before = apply_corrections(source, map(build_correction_row, in_force))[0]
    rows = [build_correction_row(correction) for correction in rest]
    restored, source_changes = apply_corrections(source, rows)
    for correction in in_force:
        if correction.pk in wanted:
            mark_withdrawn(correction, reason, withdrawn_by)
    store_source_values(rest, update_from_source(rows, source_changes))
    write_text(text, before, restored)


def mark_withdrawn(correction: Correction, reason: str, withdrawn_by: Any) -> None:
    """Mark only the correction as withdrawn; the text is not changed."""
    correction.withdrawn_at = timezone.now()
    correction.withdrawn_by = withdrawn_by
    correction.withdrawn_reason = reason
    correction.full_clean(exclude=["made_by", "withdrawn_by"])
    correction.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])


def withdraw_overtaken(text: Resolution, *, reason: str, withdrawn_by: Any) -> list[Correction]:
    """Withdraw the corrections whose value the text no longer has because it was edited; returns them."""
    row = build_text_row(text)
    overtaken = []
    for correction in text.corrections.in_force().select_related("state"):
        one = build_correction_row(correction)
        if one.field == CorrectedField.VOTER:
            stands = one.state not in row.positions and one.after in row.positions
        else:
            stands = get_value(row, one.field, one.state) == one.after
        if not stands:
            mark_withdrawn(correction, reason, withdrawn_by)
            overtaken.append(correction)
    return overtaken


def lock_text(text: Resolution) -> tuple[Resolution, list[Correction], TextRow]:
    """Lock the text for this transaction; returns it with its corrections in force and the source's row."""
    text = Resolution.objects.select_for_update(of=("self",)).select_related("session").get(pk=text.pk)
    in_force = list(text.corrections.in_force().select_related("state").order_by("pk"))
    return text, in_force, undo_corrections(build_text_row(text), map(build_correction_row, in_force))


def find_state(iso3: str) -> State:
    state = State.objects.filter(iso3=iso3).first()
    if state is None:
        raise ValidationError(_("No State on file has the code “%(code)s”."), params={"code": iso3[:20]})
    return state


def clean_value(row: TextRow, text: Resolution, change: Change) -> str:
    """The new value in its standard spelling; ValidationError if it is not valid for this field."""
    value = " ".join(change.after.split())
    if change.field not in CorrectedField.values:
        raise ValidationError(
            _("“%(name)s” is not a field that can be corrected."), params={"name": change.field}
        )
    if change.field == CorrectedField.VOTER:
        return clean_voter(row, change.state, value)
    if change.field == CorrectedField.POSITION:
        if value not in ("", *Position.values):
            raise ValidationError(_("“%(value)s” is not a position."), params={"value": value[:20]})
        return value
    field: Any = Resolution._meta.get_field(change.field)
    if change.field in SYMBOL_FIELDS:
        value = clean_symbol(text, change.field, normalise_symbol(value))
    cleaned = field.clean(value if value or not field.null else None, text)
    if change.field in OFFICIAL_FIELDS and cleaned is not None and cleaned > LARGEST_TOTAL:
        raise ValidationError(_("A total cannot be higher than %(most)s."), params={"most": LARGEST_TOTAL})
    return "" if cleaned is None else str(cleaned)


def clean_voter(row: TextRow, wrong: str, right: str) -> str:
    if wrong not in row.positions:
        raise ValidationError(_("%(code)s is not in the roll-call."), params={"code": wrong[:20] or "–"})
    if right in row.positions:
        raise ValidationError(
            _("%(code)s is already in the roll-call. Correct its position instead."), params={"code": right}
        )
    return find_state(right).iso3


def clean_symbol(text: Resolution, field: str, symbol: str) -> str:
    """The symbol as the UN writes it; ValidationError if another text has it."""
    if symbol and not is_symbol(symbol):
        raise ValidationError(_("This is not a symbol. Use the form A/HRC/RES/37/23."))
    others = Resolution.objects.filter(Q(symbol=symbol) | Q(address=symbol)).exclude(pk=text.pk)
    if field == CorrectedField.SYMBOL and (other := others.first()):
        raise ValidationError(
            _("Another text already has this symbol: “%(title)s”."),
            params={"title": get_text_name(other).name[:200]},
        )
    return symbol


def write_text(text: Resolution, before: TextRow, after: TextRow) -> None:
    """Write the differences between the two rows to the text and its votes, and check it again.

    Nothing else of the text is changed, so that edits in the admin are not lost.
    """
    names = [name for name in TEXT_FIELDS if get_value(before, name) != get_value(after, name)]
    numbers = dict(zip(OFFICIAL_FIELDS, after.official or (None,) * len(OFFICIAL_FIELDS), strict=True))
    for name in names:
        setattr(text, name, numbers[name] if name in OFFICIAL_FIELDS else getattr(after, name))
    text.fill_derived()
    text.validate_constraints()
    is_decision = before.positions != after.positions or CorrectedField.ADOPTION in names
    if is_decision and after.positions and text.adoption != Adoption.RECORDED_VOTE:
        raise ValidationError(_("Only a recorded vote has a roll-call."))
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
    # A deleted vote leaves a row in the history of votes, which does not affect imports.
    votes.filter(state__iso3__in=changed - set(after)).delete()
    for state in State.objects.filter(iso3__in=changed & set(after)):
        position = after[state.iso3]
        if not votes.filter(state=state).update(position=position):
            Vote.objects.bulk_create([Vote(resolution=text, state=state, position=position)])


def store_source_values(corrections: Iterable[Correction], rows: Iterable[CorrectionRow]) -> None:
    """Store the source's current values for these corrections. `rows`: the same corrections, updated."""
    by_key = {row.key: row for row in rows}
    for correction in corrections:
        row = by_key[correction.pk]
        if build_correction_row(correction) != row:
            correction.before = row.before
            correction.agreed_at = timezone.now() if row.agrees else None
            correction.save(update_fields=["before", "agreed_at"])
