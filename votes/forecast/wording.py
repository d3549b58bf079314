"""What the forecast is called on the pages."""

from django.utils.translation import gettext_lazy as _

# By the name that is stored with each forecast.
METHOD_NAMES = {"pool of witnesses, version 1": _("combined predictors, version 1")}


def name_method(method: str) -> str:
    """The name of a method in the reader's language; of one that is not known here, its stored name."""
    return str(METHOD_NAMES.get(method, method))
