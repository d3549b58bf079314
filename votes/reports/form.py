"""The form with which a reader reports an error."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from votes.core.models.report import LONGEST_MESSAGE, SHORTEST_MESSAGE

# A form that is sent sooner was filled in by a program, and one that is older is out of date. In seconds.
SHORTEST_TIME, LONGEST_TIME = 3, 24 * 60 * 60
SALT = "votes.reports"


def sign_time() -> str:
    """The present time, signed: the form carries it."""
    return signing.TimestampSigner(salt=SALT).sign("opened")


def find_page(page: str) -> str:
    """The address of a page of this site; the home page for anything else."""
    return page if page.startswith("/") and not page.startswith("//") else "/"


class ReportForm(forms.Form):
    """A message and, if the reader wants an answer, an e-mail address.

    `website` is hidden from people; a program that fills in every field fills it in too.
    """

    page = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)
    message = forms.CharField(
        label=_("What is wrong, and where does the official record say so?"),
        min_length=SHORTEST_MESSAGE,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    contact = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"), max_length=200, required=False
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_page(self) -> str:
        return find_page(self.cleaned_data["page"])

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(_("Leave the last field empty, and send the form again."))
        try:
            signer = signing.TimestampSigner(salt=SALT)
            signer.unsign(self.cleaned_data.get("opened", ""), max_age=LONGEST_TIME)
        except signing.BadSignature as error:
            raise forms.ValidationError(_("The form has expired. Send it again.")) from error
        try:
            signer.unsign(self.cleaned_data["opened"], max_age=SHORTEST_TIME)
        except signing.SignatureExpired:
            return self.cleaned_data
        raise forms.ValidationError(
            _("The form was sent very quickly. Wait a few seconds, and send it again.")
        )
