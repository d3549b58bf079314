"""The form that corrects single values of one text, filled with what stands there; and the one that withdraws."""

import datetime
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from votes.core.choices import CorrectedField, Position
from votes.core.models.correction import OF_A_STATE
from votes.corrections.apply import TEXT_FIELDS, Change, build_text_row
from votes.corrections.overlay import get_value
from votes.corrections.wording import describe_field, describe_value
from votes.entry.bases import ModelForm
from votes.entry.forms import VERSION_FIELD, get_version
from votes.models import Correction, Resolution, State

NOT_LISTED = "not_listed"


class CorrectionForm(ModelForm):
    """Every value that differs from the text becomes a correction, all with one reason."""

    state = forms.ModelChoiceField(
        State.objects.order_by("name"), required=False, label=gettext_lazy("State")
    )
    position = forms.ChoiceField(
        choices=[("", "---------"), *Position.choices, (NOT_LISTED, gettext_lazy("Not listed"))],
        required=False,
        label=gettext_lazy("Its position was"),
    )
    wrong = forms.ModelChoiceField(
        State.objects.none(), required=False, label=gettext_lazy("Listed by mistake")
    )
    right = forms.ModelChoiceField(
        State.objects.order_by("name"), required=False, label=gettext_lazy("The State that voted")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=gettext_lazy("Shown on the public page"),
    )
    source_title = forms.CharField(
        label=gettext_lazy("Source, title"),
        max_length=Correction._meta.get_field("source_title").max_length,
    )
    source_url = forms.URLField(
        label=gettext_lazy("Source, address"), max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = Resolution
        fields = TEXT_FIELDS
        widgets = {
            CorrectedField.TITLE.value: AdminTextareaWidget(attrs={"rows": 2}),
            CorrectedField.SPONSORS_AS_PRINTED.value: AdminTextareaWidget(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = get_version(self.instance)
        listed = State.objects.filter(votes__resolution=self.instance).order_by("name")
        self.fields["wrong"].queryset = listed  # type: ignore[attr-defined]
        for correction in self.instance.corrections.in_force().exclude(field__in=OF_A_STATE):
            self.fields[correction.field].disabled = True
            self.fields[correction.field].help_text = _("Corrected already: withdraw that first.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for first, second in (("state", "position"), ("wrong", "right")):
            given = [name for name in (first, second) if data.get(name)]
            if len(given) == 1 and not self.errors.keys() & {first, second}:
                self.add_error(second if given == [first] else first, _("Give both, or neither."))
        if self.data.get(VERSION_FIELD) != self.version:
            raise ValidationError(
                _(
                    "Somebody else, or an import, changed this text after you opened it. Nothing was saved. The values "
                    "as they stand now are in the second column: compare, then save again."
                )
            )
        if not self.errors and not self.changes:
            raise ValidationError(_("Nothing is other than it stands here. Change a value first."))
        return data

    @property
    def changes(self) -> list[Change]:
        """The values to correct, once the form was cleaned."""
        data = self.cleaned_data
        changes = [Change(name, to_text(data[name])) for name in TEXT_FIELDS if name in self.changed_data]
        if data.get("state") and data.get("position"):
            position = "" if data["position"] == NOT_LISTED else data["position"]
            changes.append(Change(CorrectedField.POSITION.value, position, data["state"].iso3))
        if data.get("wrong") and data.get("right"):
            changes.append(Change(CorrectedField.VOTER.value, data["right"].iso3, data["wrong"].iso3))
        return changes

    @property
    def rows(self) -> list[tuple[str, Any, str]]:
        """Each value that can be corrected: what it is, its field, and what stands there, for reading."""
        row = build_text_row(Resolution.objects.select_related("session").get(pk=self.instance.pk))
        return [
            (describe_field(name), self[name], describe_value(name, get_value(row, name), {}))
            for name in TEXT_FIELDS
        ]


def to_text(value: Any) -> str:
    """A cleaned value as a correction stores it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


class WithdrawalForm(forms.Form):
    """Which of a text's corrections are taken back, and why."""

    corrections = forms.ModelMultipleChoiceField(
        Correction.objects.none(), error_messages={"required": gettext_lazy("Choose what to withdraw.")}
    )
    withdrawn_reason = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"), widget=AdminTextareaWidget(attrs={"rows": 2})
    )

    def __init__(self, text: Resolution, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["corrections"].queryset = text.corrections.all()  # type: ignore[attr-defined]
