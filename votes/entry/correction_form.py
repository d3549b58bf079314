"""The forms that correct single values of one text, filled with the current values, and that withdraw corrections."""

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
        State.objects.order_by("name_key", "name"), required=False, label=gettext_lazy("State")
    )
    position = forms.ChoiceField(
        choices=[("", "---------"), *Position.choices, (NOT_LISTED, gettext_lazy("Not listed"))],
        required=False,
        label=gettext_lazy("Correct position"),
    )
    wrong = forms.ModelChoiceField(
        State.objects.none(), required=False, label=gettext_lazy("State listed by mistake")
    )
    right = forms.ModelChoiceField(
        State.objects.order_by("name_key", "name"), required=False, label=gettext_lazy("State that voted")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=gettext_lazy("Shown on the public page"),
    )
    source_title = forms.CharField(
        label=gettext_lazy("Title of the source"),
        max_length=Correction._meta.get_field("source_title").max_length,
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"), max_length=500, required=False, assume_scheme="https"
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
        listed = State.objects.filter(votes__resolution=self.instance).order_by("name_key", "name")
        self.fields["wrong"].queryset = listed  # type: ignore[attr-defined]
        for correction in self.instance.corrections.in_force().exclude(field__in=OF_A_STATE):
            self.fields[correction.field].disabled = True
            self.fields[correction.field].help_text = _(
                "This value has been corrected. Withdraw that correction first."
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for first, second in (("state", "position"), ("wrong", "right")):
            given = [name for name in (first, second) if data.get(name)]
            if len(given) == 1 and not self.errors.keys() & {first, second}:
                self.add_error(
                    second if given == [first] else first, _("Fill in both fields or leave both empty.")
                )
        if self.data.get(VERSION_FIELD) != self.version:
            raise ValidationError(
                _(
                    "Another user or an import changed this text after you opened it. Nothing was saved. The second "
                    "column shows the current values. Compare them with yours, then save again."
                )
            )
        if not self.errors and not self.changes:
            raise ValidationError(_("No value was changed. Change at least one value, then save."))
        return data

    @property
    def changes(self) -> list[Change]:
        """The values to correct. The form must have been cleaned."""
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
        """Each value that can be corrected: its label, its form field, and the current value in words."""
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
    """Which corrections of a text are withdrawn, and why."""

    corrections = forms.ModelMultipleChoiceField(
        Correction.objects.none(),
        error_messages={"required": gettext_lazy("Select at least one correction to withdraw.")},
    )
    withdrawn_reason = forms.CharField(
        label=gettext_lazy("Reason for the withdrawal"), widget=AdminTextareaWidget(attrs={"rows": 2})
    )

    def __init__(self, text: Resolution, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["corrections"].queryset = text.corrections.all()  # type: ignore[attr-defined]
