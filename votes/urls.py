"""Addresses of the public pages: the same address with `.json` or `.csv` gives the data."""

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap as sitemap_section
from django.urls import path, register_converter

from votes.blocs.bloc import views as bloc
from votes.blocs.overview import views as blocs
from votes.checking import views as checking_views
from votes.checking.views import quality_data, rules_data
from votes.compare import views as compare
from votes.documents.views import text, text_data
from votes.explanations.views import explanations, explanations_data
from votes.forecast.briefing.views import briefing, briefing_data
from votes.forecast.drafts.views import before, before_data, session_briefings
from votes.forecast.evaluation import views as evaluation
from votes.home import views as home_views
from votes.home.views import about, health, home
from votes.reports.views import report
from votes.resolutions.views import resolution, resolution_data, resolutions, resolutions_data
from votes.search.views import search
from votes.series import views as series
from votes.series.today import views as series_today
from votes.sessions.views import session, session_data, sessions
from votes.sharing import feeds
from votes.sharing.pictures import embed, save_png
from votes.sharing.sitemap import SITEMAPS, favicon, robots, security
from votes.states.views import state, state_data, states, states_data
from votes.web.chart import save_chart


class FormatConverter:
    """The two forms in which data leave the site."""

    regex = "json|csv"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FormatConverter, "format")

urlpatterns = [
    path("", home, name="home"),
    path("chart.svg", save_chart(home), name="home-chart"),
    path("search/", search, name="search"),
    path("resolutions/", resolutions, name="resolutions"),
    path("resolutions.<format:form>", resolutions_data, name="resolutions-data"),
    path("resolutions/<path:address>/text.json", text_data, name="resolution-text-data"),
    path("resolutions/<path:address>/text/", text, name="resolution-text"),
    path("resolutions/<path:address>/chart.svg", save_chart(resolution), name="resolution-chart"),
    path("resolutions/<path:address>.svg", save_chart(resolution), name="resolution-svg"),
    path("resolutions/<path:address>.png", save_png(resolution), name="resolution-png"),
    path("resolutions/<path:address>.<format:form>", resolution_data, name="resolution-data"),
    path("resolutions/<path:address>/", resolution, name="resolution"),
    path("states/", states, name="states"),
    path("states.<format:form>", states_data, name="states-data"),
    path("states/<str:iso3>.svg", save_chart(state), name="state-svg"),
    path("states/<str:iso3>.png", save_png(state), name="state-png"),
    path("states/<str:iso3>.<format:form>", state_data, name="state-data"),
    path("states/<str:iso3>/", state, name="state"),
    path("states/<str:iso3>/chart.svg", save_chart(state), name="state-chart"),
    path("compare/", compare.choose, name="compare-start"),
    path("compare/<path:codes>.<format:form>", compare.compare_data, name="compare-data"),
    path("compare/<path:codes>/chart.svg", save_chart(compare.compare), name="compare-chart"),
    path("compare/<path:codes>.svg", save_chart(compare.compare), name="compare-svg"),
    path("compare/<path:codes>.png", save_png(compare.compare), name="compare-png"),
    path("compare/<path:codes>/", compare.compare, name="compare"),
    path("blocs/", blocs.blocs, name="blocs"),
    path("blocs/chart.svg", save_chart(blocs.blocs), name="blocs-chart"),
    path("blocs.<format:form>", blocs.blocs_data, name="blocs-data"),
    path("blocs/<slug:slug>.svg", save_chart(bloc.bloc), name="bloc-svg"),
    path("blocs/<slug:slug>.png", save_png(bloc.bloc), name="bloc-png"),
    path("blocs/<slug:slug>.<format:form>", bloc.bloc_data, name="bloc-data"),
    path("blocs/<slug:slug>/", bloc.bloc, name="bloc"),
    path("blocs/<slug:slug>/chart.svg", save_chart(bloc.bloc), name="bloc-chart"),
    path("sessions/", sessions, name="sessions"),
    path("sessions/<str:code>.<format:form>", session_data, name="session-data"),
    path("sessions/<str:code>/", session, name="session"),
    path("series/", series.series_list, name="series-list"),
    path("series.<format:form>", series.series_list_data, name="series-list-data"),
    path("series/<str:slug>/today.<format:form>", series_today.today_data, name="series-today-data"),
    path("series/<str:slug>/today/", series_today.today, name="series-today"),
    path("series/<str:slug>.svg", save_chart(series.series), name="series-svg"),
    path("series/<str:slug>.png", save_png(series.series), name="series-png"),
    path("series/<str:slug>.<format:form>", series.series_data, name="series-data"),
    path("series/<str:slug>/", series.series, name="series"),
    path("series/<str:slug>/chart.svg", save_chart(series.series), name="series-chart"),
    path("before/", before, name="before"),
    path("before.<format:form>", before_data, name="before-data"),
    path("before/evaluation/", evaluation.evaluation, name="evaluation"),
    path("before/evaluation/chart.svg", save_chart(evaluation.evaluation), name="evaluation-chart"),
    path("before/evaluation.<format:form>", evaluation.evaluation_data, name="evaluation-data"),
    path("before/sessions/<str:code>/", session_briefings, name="session-briefings"),
    path("before/<path:address>.<format:form>", briefing_data, name="briefing-data"),
    path("before/<path:address>/", briefing, name="briefing"),
    path("explanations/", explanations, name="explanations"),
    path("explanations.<format:form>", explanations_data, name="explanations-data"),
    path("about/", about, name="about"),
    path("about/method/", home_views.method, name="method"),
    path("about/quality/", checking_views.quality, name="quality"),
    path("about/quality.<format:form>", quality_data, name="quality-data"),
    path("about/quality/rules.<format:form>", rules_data, name="quality-rules-data"),
    path("about/changes/", home_views.changes, name="changes"),
    path("report/", report, name="report"),
    path("glossary/", home_views.glossary, name="glossary"),
    path("health/", health, name="health"),
    path("embed/resolutions/<path:address>/", embed(resolution), name="resolution-embed"),
    path("embed/states/<str:iso3>/", embed(state), name="state-embed"),
    path("embed/series/<str:slug>/", embed(series.series), name="series-embed"),
    path("embed/compare/<path:codes>/", embed(compare.compare), name="compare-embed"),
    path("embed/blocs/<slug:slug>/", embed(bloc.bloc), name="bloc-embed"),
    path("feeds/votes.atom", feeds.VotesFeed(), name="feed-votes"),
    path("feeds/explanations.atom", feeds.ExplanationsFeed(), name="feed-explanations"),
    path("feeds/corrections.atom", feeds.CorrectionsFeed(), name="feed-corrections"),
    path("feeds/states/<str:iso3>.atom", feeds.StateFeed(), name="feed-state"),
    path("feeds/series/<str:slug>.atom", feeds.SeriesFeed(), name="feed-series"),
    path("feeds/topics/<str:slug>.atom", feeds.TopicFeed(), name="feed-topic"),
    path("feeds/sessions/<str:code>.atom", feeds.SessionFeed(), name="feed-session"),
    path(
        "sitemap.xml",
        sitemap_index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap_section, {"sitemaps": SITEMAPS}, name="sitemap-section"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path(".well-known/security.txt", security, name="security"),
]
