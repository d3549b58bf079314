"""The form of a text: its own fields, the roll-call, and the check that no unseen change is overwritten."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from votes.checking.totals import Totals
from votes.core.choices import Adoption, Outcome, Position
from votes.core.roll_calls import read_roll_call
from votes.core.symbols import drop_revision, is_symbol, normalise_symbol
from votes.entry.bases import BaseInlineFormSet, ModelForm
from votes.entry.validation_issues import ValidationIssue, find_validation_issues
from votes.entry.vote_entry import RollCallInput, VoteEntry
from votes.models import Resolution, Session
from votes.web.text_names import get_text_name

# The field with the official total of each position.
TOTAL_FIELDS = {position: f"official_{position.value}" for position in Position}
# The fields that the check of a roll-call depends on, besides the roll-call itself.
CHECKED_FIELDS = {"date", "session", "adoption", *TOTAL_FIELDS.values()}
SESSION_IN_SYMBOL = re.compile(r"A/HRC/(?:[A-Z]+/)?((?:S-|OS-)?\d{1,3})/")
VERSION_FIELD = "version"
# An address without a scheme is read as https.
URL_OVERRIDES: "Mapping[type[models.Field[Any, Any]], Mapping[str, Any]]" = {
    models.URLField: {"assume_scheme": "https"}
}


def get_official(data: dict[str, Any]) -> Totals:
    return {position: data.get(name) for position, name in TOTAL_FIELDS.items()}


def find_session(symbol: str) -> Session | None:
    """The session that a symbol names ("A/HRC/RES/37/23": the 37th), if it is on file."""
    found = SESSION_IN_SYMBOL.match(symbol)
    return Session.objects.filter(**Session.parse_code(found[1])).first() if found else None


def build_next_session(symbol: str) -> Session | None:
    """The session that a symbol names, not saved, if it is the next of its kind; a later one is a mistake."""
    found = SESSION_IN_SYMBOL.match(symbol)
    if not found:
        return None
    try:
        names = Session.parse_code(found[1])
    except ValueError:
        return None
    alike = Session.objects.filter(body=names["body"], kind=names["kind"])
    latest = alike.aggregate(latest=models.Max("number"))["latest"] or 0
    return Session(**names) if names["number"] == latest + 1 else None


def get_version(resolution: Resolution) -> str:
    """A token that changes whenever anyone, a correction or an import changes the text or its roll-call."""
    if resolution.pk is None:
        return ""
    latest = Resolution.history.filter(id=resolution.pk).order_by("-history_id")
    run = Resolution.objects.filter(pk=resolution.pk).values_list("import_run_id", flat=True).first()
    corrections = resolution.corrections.aggregate(made=Count("pk"), withdrawn=Count("withdrawn_at"))
    parts = (latest.values_list("history_id", flat=True).first() or 0, run or 0, *corrections.values())
    return ".".join(map(str, parts))


class CheckForm(forms.Form):
    """The fields of the text's form that the check of a roll-call needs. An invalid value counts as missing."""

    text = forms.ModelChoiceField(Resolution.objects.all(), required=False)
    date = forms.DateField(required=False)
    symbol = forms.CharField(required=False, max_length=60)
    session = forms.ModelChoiceField(Session.objects.all(), required=False)
    official_in_favour = forms.IntegerField(required=False, min_value=0)
    official_against = forms.IntegerField(required=False, min_value=0)
    official_abstaining = forms.IntegerField(required=False, min_value=0)
    official_not_voting = forms.IntegerField(required=False, min_value=0)

    def build_vote_entry(self) -> VoteEntry:
        self.is_valid()
        data = self.cleaned_data
        session = data.get("session") or find_session(normalise_symbol(data.get("symbol") or ""))
        given = RollCallInput.from_post(self.data)  # type: ignore[arg-type]
        text: Resolution | None = data.get("text")
        return VoteEntry(given, data.get("date"), session, get_official(data), text.pk if text else None)


class ResolutionForm(ModelForm):
    """A text with its roll-call. The admin sets `edits_roll_call` on the class that it builds."""

    edits_roll_call = True
    # The session that the symbol names, where it is not on file yet. The admin saves it with the text.
    new_session: Session | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = get_version(self.instance)
        self.was_address, self.was_symbol = self.instance.address, self.instance.symbol
        if "session" in self.fields:
            self.fields["session"].required = False
            self.fields["session"].help_text = _("Leave empty to take the session from the symbol.")

    @property
    def only_checks(self) -> bool:
        """Whether the user asked to check or clear the roll-call; the page is shown again and nothing is saved."""
        return "_check" in self.data or "_clear" in self.data

    def is_valid(self) -> bool:
        return super().is_valid() and not self.only_checks

    @cached_property
    def stored_positions(self) -> dict[str, str]:
        return {iso3: position.value for iso3, position in read_roll_call(self.instance).items()}

    @cached_property
    def vote_entry(self) -> VoteEntry:
        """The roll-call as submitted; as stored if none was submitted or the user may not edit it."""
        if self.is_bound and self.edits_roll_call:
            given = RollCallInput() if "_clear" in self.data else RollCallInput.from_post(self.data)  # type: ignore[arg-type]
            data = self.cleaned_data
            session = data.get("session") or self.new_session
            return VoteEntry(given, data.get("date"), session, get_official(data), self.instance.pk)
        text = self.instance
        session = text.session if text.session_id else None
        return VoteEntry(
            RollCallInput(grid=self.stored_positions), text.date, session, text.official, text.pk
        )

    @cached_property
    def issues(self) -> list[ValidationIssue]:
        return find_validation_issues(self.vote_entry)

    @property
    def has_roll_call_errors(self) -> bool:
        return any(issue.is_error for issue in self.issues)

    def clean_symbol(self) -> str:
        symbol = normalise_symbol(self.cleaned_data["symbol"])
        if symbol == self.was_symbol:
            return symbol
        if not is_symbol(symbol):
            raise ValidationError(_("This is not a symbol. Use the form A/HRC/RES/37/23."), code="invalid")
        others = Resolution.objects.filter(Q(symbol=symbol) | Q(address=symbol)).exclude(pk=self.instance.pk)
        if other := others.first():
            raise ValidationError(
                _(
                    "A text with this symbol is already on file: “%(title)s”. Edit that text instead of adding another."
                ),
                code="unique",
                params={"title": get_text_name(other).name[:200]},
            )
        return symbol

    def clean_title(self) -> str:
        """The title on one line, without line breaks from pasting."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_draft_symbol(self) -> str:
        draft: str = self.cleaned_data["draft_symbol"]
        if draft == self.initial.get("draft_symbol"):
            return draft
        draft = normalise_symbol(draft)
        base = drop_revision(draft)
        same = Q(symbol=base) | Q(symbol__startswith=f"{base}/Rev.")
        tabled = Resolution.objects.filter(same, outcome=Outcome.TABLED).exclude(pk=self.instance.pk)
        if draft and (text := tabled.first()):
            raise ValidationError(
                _(
                    "%(symbol)s is already on file as a tabled draft. Open that text and enter the vote there. Its "
                    "forecast is then saved, and its address redirects to the adopted text."
                ),
                code="tabled",
                params={"symbol": text.symbol},
            )
        return draft

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.fields:
            self.fill_from_symbol(data)
            self.check_amends(data)
            self.check_decision(data)
            self.check_roll_call(data)
            self.check_version()
        return data

    def fill_from_symbol(self, data: dict[str, Any]) -> None:
        """Take the session from the symbol if none is given, and set the address to the symbol."""
        symbol = data.get("symbol", "")
        if symbol and self.was_address in ("", self.was_symbol):
            self.instance.address = symbol
        if data.get("session") or "session" in self.errors or "symbol" in self.errors:
            return
        data["session"] = find_session(symbol)
        if data["session"] is None and not self.only_checks:
            self.new_session = build_next_session(symbol)
        if data["session"] is None and not self.only_checks and self.new_session is None:
            self.add_error(
                "session", _("Choose the session. The symbol does not name a session that is on file.")
            )

    def check_amends(self, data: dict[str, Any]) -> None:
        if data.get("amends") and data["amends"].pk == self.instance.pk:
            self.add_error("amends", _("A text cannot amend itself."))

    def check_decision(self, data: dict[str, Any]) -> None:
        """Require totals for a recorded vote and a date for a decision. The model's constraints are the other rules."""
        is_consensus = data.get("adoption") == Adoption.WITHOUT_VOTE
        # A text that was imported without its date can be edited while the date is not known.
        came_undated = (
            self.instance.pk is not None
            and self.initial.get("adoption") == Adoption.WITHOUT_VOTE
            and self.initial.get("date") is None
        )
        if is_consensus and data.get("date") is None and "date" not in self.errors and not came_undated:
            self.add_error("date", _("Give the date of the decision."))
        if data.get("adoption") != Adoption.RECORDED_VOTE:
            return
        for position in (Position.IN_FAVOUR, Position.AGAINST, Position.ABSTAINING):
            name = TOTAL_FIELDS[position]
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, _("Enter the announced total. Enter 0 if no member took this position."))

    def check_roll_call(self, data: dict[str, Any]) -> None:
        if not self.edits_roll_call:
            return
        if self.vote_entry.positions and data.get("adoption") not in (None, Adoption.RECORDED_VOTE):
            self.add_error(
                None,  # an error on the field would prevent the model's own rules for it from being checked
                _("Only a recorded vote has a roll-call. Choose “Recorded vote” or clear the grid below."),
            )
        if (
            self.has_roll_call_errors
            and not self.only_checks
            and self.touches_roll_call()
            and not data.get("check_reason", "").strip()
        ):
            self.add_error(
                "check_reason",
                _("The roll-call does not add up. Correct the errors listed above, or give the reason here."),
            )

    def touches_roll_call(self) -> bool:
        """Whether this form changes anything that the check depends on, which a new title does not."""
        return (
            self.instance.pk is None
            or self.vote_entry.is_unread
            or bool(CHECKED_FIELDS & set(self.changed_data))
            or self.vote_entry.positions != self.stored_positions
        )

    def check_version(self) -> None:
        """Refuse to overwrite what another user saved after this form was opened."""
        if self.instance.pk is None:
            return
        # With the lock, two forms submitted at the same time are saved one after the other (SQLite has one writer).
        Resolution.objects.select_for_update(of=("self",)).filter(pk=self.instance.pk).first()
        self.version = get_version(self.instance)
        if self.data.get(VERSION_FIELD) == self.version:
            return
        last = Resolution.history.filter(id=self.instance.pk).order_by("-history_id").first()
        if last and str(last.history_id) == self.data.get(VERSION_FIELD, "").split(".")[0]:
            last = None  # the user saw that edit; the later change was an import or a correction
        words = {
            "who": (last and last.history_user) or _("An import or a correction"),
            "when": date_format(timezone.localtime(last.history_date), "j M Y, H:i")
            if last
            else _("just now"),
        }
        self.add_error(
            None,
            ValidationError(
                _(
                    "%(who)s changed this text (%(when)s) after you opened it. Nothing was saved. Your entries are "
                    "still in the form below. Compare them with the history, then save again to replace that version."
                )
                % words,
                code="changed_meanwhile",
            ),
        )


class ExplanationForm(ModelForm):
    """An explanation of vote. The error about a long quotation gives both lengths."""

    class Meta:
        error_messages = {
            "excerpt": {
                "max_length": gettext_lazy(
                    "A quotation has at most %(limit_value)d characters; this one has %(show_value)d. Shorten it, or "
                    "paraphrase part of it in the summary."
                )
            }
        }


class ExplanationFormSet(BaseInlineFormSet):
    """The explanations of one text. None may be in the form twice; the database checks only those already saved."""

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if not data or data.get("DELETE") or form.errors:
                continue
            state = data.get("state")
            key = (state or data.get("on_behalf_of"), data.get("kind"), data.get("source_url"))
            if key in seen:
                form.add_error(None, _("This explanation is in the form twice. Remove one of the two."))
            seen.add(key)
