"""Every public page of the starter record once, and once more for each state of it that its address asks for."""

COOPERATION = "promoting-mutually-beneficial-cooperation-in-the-field-of-human-rights"
DRAFT = "/before/A/HRC/43/L.31/Rev.1/"

PAGES = [
    "/",
    "/?unreconciled=include",
    "/search/?q=right",
    "/resolutions/",
    "/resolutions/?year=2018&sort=-against",
    "/resolutions/?session=99&kind=nothing",
    "/resolutions/A/HRC/RES/37/23/",
    "/resolutions/A/HRC/RES/37/23/?position=against&group=western_european_other",
    "/resolutions/A/HRC/RES/46/1/",
    "/resolutions/A/HRC/RES/58/17/",
    "/resolutions/A/HRC/37/L.51/",
    "/resolutions/A/HRC/48/L.11/",
    "/states/",
    "/states/?unreconciled=include",
    "/states/MEX/",
    "/states/MEX/?position=against&unreconciled=include",
    "/states/BTN/",
    "/states/DDR/",
    "/compare/",
    "/compare/CHN/CUB/",
    "/compare/CHN/CUB/?from=2016&kind=resolution&CHN=in_favour&min=1",
    "/compare/CHN/CUB/IND/USA/",
    "/blocs/",
    "/blocs/?states=CHN,CUB,VEN,BRA,MEX&min=5",
    "/blocs/?view=poles",
    "/blocs/?view=map",
    "/blocs/?view=map&dimensions=1",
    "/blocs/?view=cohesion&bloc=eu&from=2010",
    "/blocs/?view=apart&min=5",
    "/blocs/eu/",
    "/blocs/eu/?show=apart&from=2015",
    "/blocs/african/?on=2018-03-23",
    "/sessions/",
    "/sessions/37/",
    "/series/",
    "/series/?q=peace",
    f"/series/{COOPERATION}/",
    f"/series/{COOPERATION}/?earlier=A/HRC/RES/37/23&later=A/HRC/RES/46/13",
    "/before/",
    "/before/?session=43",
    "/before/?session=43&as_of=2020-06-01",
    "/before/?as_of=2020-06-01",
    "/before/sessions/43/?as_of=2020-06-01",
    DRAFT,
    f"{DRAFT}?as_of=2020-06-01",
    "/before/evaluation/",
    "/explanations/",
    "/explanations/?state=USA&year=2018",
    "/about/",
    "/about/method/",
    "/about/quality/",
    "/about/quality/?severity=error",
]


def add_to_query(address: str, more: str) -> str:
    """The address with `more` at the end of its query."""
    return f"{address}{'&' if '?' in address else '?'}{more}"
