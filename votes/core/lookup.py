"""A text, a State or a session found by what an address or a search calls it."""

from django.db.models import Q

from votes.core.models import Resolution, Session, State
from votes.core.symbols import drop_revision, find_near_symbols, normalise_symbol


def find_resolution(symbol: str) -> Resolution | None:
    """The public text with this address, or else the one that a draft's or another symbol on file leads to."""
    public = Resolution.objects.public()
    if exact := public.filter(address=symbol).first():
        return exact
    wanted = normalise_symbol(symbol)
    if not wanted:
        # "/" names nothing; many texts have an empty draft symbol.
        return None
    base = drop_revision(wanted)
    other_symbols = (
        Q(address=wanted)
        | Q(symbol=wanted)
        | Q(symbol_as_printed=symbol)
        | Q(draft_symbol=wanted)
        | Q(draft_symbol=base)
        | Q(draft_symbol__startswith=f"{base}/Rev.")
        | Q(explanations__cited_draft=wanted)
    )
    return public.filter(other_symbols).order_by("date", "pk").first()


def get_resolution_or_none(address: str) -> Resolution | None:
    """The public text with exactly this address, with what its page shows of other tables."""
    related = ("session", "series", "amends", "called_by", "saved_forecast")
    return (
        Resolution.objects.public()
        .select_related(*related)
        .prefetch_related("topics", "sponsors", "sponsor_blocs")
        .filter(address=address)
        .first()
    )


def find_near_resolutions(symbol: str) -> list[Resolution]:
    """Up to five public texts whose symbol is like `symbol`, most like first."""
    known = dict(Resolution.objects.public().order_by("pk").values_list("symbol", "pk"))
    near = find_near_symbols(symbol[:100], list(known))
    found = Resolution.objects.with_names().in_bulk([known[s] for s in near])
    return [found[known[s]] for s in near]


def get_state_or_none(iso3: str) -> State | None:
    """The State with exactly this code, or None."""
    return State.objects.filter(iso3=iso3).first()


def get_session_or_none(code: str) -> Session | None:
    try:
        return Session.objects.filter(resolutions__published=True, **Session.parse_code(code)).first()
    except ValueError:
        return None
