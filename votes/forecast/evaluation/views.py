"""How often the forecasts were right: the latest stored run of the backtest."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from votes.forecast.evaluation.page import build_chart, build_evaluation_page, build_other_rows
from votes.forecast.evaluation.serialize import EVALUATION_COLUMNS, flatten_evaluation, serialize_evaluation
from votes.forecast.evaluation.service import get_latest_evaluation
from votes.forecast.wording import name_method
from votes.web.downloads import build_csv, build_json


@require_safe
def evaluation(request: HttpRequest) -> HttpResponse:
    stored = get_latest_evaluation()
    if stored is None:
        return TemplateResponse(request, "votes/forecast/evaluation/evaluation.html")
    page = build_evaluation_page(stored.table)
    context = {
        "run": stored.run,
        "method": name_method(stored.run.method),
        "table": stored.table,
        "is_current": stored.is_current,
        "page": page,
        "other_rows": build_other_rows(stored.others),
        "chart": build_chart(page, name_method(stored.run.method)) if page.points else None,
    }
    return TemplateResponse(request, "votes/forecast/evaluation/evaluation.html", context)


@require_safe
def evaluation_data(request: HttpRequest, form: str) -> HttpResponse:
    stored = get_latest_evaluation()
    if form == "csv":
        return build_csv("evaluation", {}, EVALUATION_COLUMNS, flatten_evaluation(stored))
    return build_json(serialize_evaluation(stored))
