"""What the methods of an evaluation are called, by the names that they have in a stored run."""

from django.utils.translation import gettext_lazy as _

BASELINE_NAMES = {
    "modal": _("Each State’s most frequent position"),
    "last": _("The last roll-call of the series or, if there is none, the most frequent position"),
    "similar": _("Votes on similar texts, weighted by similarity"),
}
ABLATION_NAMES = {
    "series": _("Without the State’s votes on the series"),
    "like": _("Without the State’s votes on similar texts"),
    "item": _("Without the State’s votes under the same agenda item"),
    "amendments": _("Without the State’s votes on amendments"),
    "kin": _("Without the votes of similar States"),
    "field": _("Without all States’ votes on the most similar texts"),
}


def name_baseline(baseline: str) -> str:
    return str(BASELINE_NAMES.get(baseline, baseline))


def name_ablation(predictor: str) -> str:
    """What the run without a predictor is called."""
    return str(ABLATION_NAMES.get(predictor, predictor))
