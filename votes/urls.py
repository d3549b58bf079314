"""Addresses of the public pages: the same address with `.json` or `.csv` gives the data."""

from django.urls import path, register_converter

from votes.views import before, bloc, blocs, compare, data, evaluation, method, pages, quality, series


class FormatConverter:
    """The two forms in which data leave the site."""

    regex = "json|csv"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FormatConverter, "format")

urlpatterns = [
    path("", pages.home, name="home"),
    path("search/", pages.search, name="search"),
    path("resolutions/", pages.resolutions, name="resolutions"),
    path("resolutions.<format:form>", data.resolutions, name="resolutions-data"),
    path("resolutions/<path:address>.<format:form>", data.resolution, name="resolution-data"),
    path("resolutions/<path:address>/", pages.resolution, name="resolution"),
    path("states/", pages.states, name="states"),
    path("states.<format:form>", data.states, name="states-data"),
    path("states/<str:iso3>.<format:form>", data.state, name="state-data"),
    path("states/<str:iso3>/", pages.state, name="state"),
    path("compare/", compare.choose, name="compare-start"),
    path("compare/<path:codes>.<format:form>", compare.compare_data, name="compare-data"),
    path("compare/<path:codes>/", compare.compare, name="compare"),
    path("blocs/", blocs.blocs, name="blocs"),
    path("blocs.<format:form>", blocs.blocs_data, name="blocs-data"),
    path("blocs/<slug:slug>.<format:form>", bloc.bloc_data, name="bloc-data"),
    path("blocs/<slug:slug>/", bloc.bloc, name="bloc"),
    path("sessions/", pages.sessions, name="sessions"),
    path("sessions/<str:code>.<format:form>", data.session, name="session-data"),
    path("sessions/<str:code>/", pages.session, name="session"),
    path("series/", series.series_list, name="series-list"),
    path("series.<format:form>", series.series_list_data, name="series-list-data"),
    path("series/<str:slug>.<format:form>", series.series_data, name="series-data"),
    path("series/<str:slug>/", series.series, name="series"),
    path("before/", before.before, name="before"),
    path("before.<format:form>", before.before_data, name="before-data"),
    path("before/evaluation/", evaluation.evaluation, name="evaluation"),
    path("before/evaluation.<format:form>", evaluation.evaluation_data, name="evaluation-data"),
    path("before/sessions/<str:code>/", before.session_briefings, name="session-briefings"),
    path("before/<path:address>.<format:form>", before.briefing_data, name="briefing-data"),
    path("before/<path:address>/", before.briefing, name="briefing"),
    path("explanations/", pages.explanations, name="explanations"),
    path("explanations.<format:form>", data.explanations, name="explanations-data"),
    path("about/", pages.about, name="about"),
    path("about/method/", method.method, name="method"),
    path("about/quality/", quality.quality, name="quality"),
    path("about/quality.<format:form>", quality.quality_data, name="quality-data"),
    path("health/", data.health, name="health"),
]
