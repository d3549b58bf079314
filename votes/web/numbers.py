"""How figures are written, on pages and in data: shares, chances, intervals."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from votes.analysis.interval import Interval

# Decimal places of a figure in data.
DIGITS = 6


def format_number(n: int) -> str:
    """1038 -> "1,038"."""
    return str(number_format(n, force_grouping=True))


def format_percent(share: float | None) -> str:
    """0.943 -> "94 %"; a dash where there is no figure."""
    return "–" if share is None else f"{share:.0%}".replace("%", "\N{NO-BREAK SPACE}%")


def format_shares(counts: Sequence[int]) -> list[str]:
    """The shares of `counts` in whole per cent that make 100 together: [1, 1, 1] -> ["34 %", "33 %", "33 %"].

    Rounded by the largest remainder (Hamilton); of equal remainders the first. A dash each where nothing is counted.
    """
    total = sum(counts)
    if not total:
        return [format_percent(None)] * len(counts)
    whole = [100 * count // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda place: -(100 * counts[place] % total))
    for place in by_remainder[: 100 - sum(whole)]:
        whole[place] += 1
    return [format_percent(percent / 100) for percent in whole]


def format_chance(chance: float) -> str:
    """0.61 -> "61 %"; never 0 or 100 %, which would be certain."""
    if chance > 0.99:
        return _("more than %(percent)s") % {"percent": format_percent(0.99)}
    if chance < 0.01:
        return _("less than %(percent)s") % {"percent": format_percent(0.01)}
    return format_percent(chance)


def format_range(low: object, high: object) -> str:
    """ "93–97", with an en dash; "−1.7 to −1.5" where a dash would be read as a minus sign."""
    ends = [str(end).replace("-", "\N{MINUS SIGN}") for end in (low, high)]
    if any(end.startswith("\N{MINUS SIGN}") for end in ends):
        return _("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]}
    return "–".join(ends)


def describe_interval(interval: Interval | None) -> str:
    """ "93–97 %"; a dash where there is none."""
    if interval is None:
        return "–"
    low, high = (round(100 * end) for end in interval)
    return f"{format_range(low, high)}\N{NO-BREAK SPACE}%"


def format_interval(interval: Interval | None) -> str:
    """ "0.89–0.97", for figures that are no shares; a dash where there is none."""
    return "–" if interval is None else format_range(*(f"{end:.2f}" for end in interval))


def describe_share(share: float | None, n: int, interval: Interval | None) -> str:
    """ "95 % of 418, 93–97 %"; "too few: 7"."""
    if share is None or interval is None:
        return _("too few: %(n)s") % {"n": n}
    words = {"share": format_percent(share), "n": n, "interval": describe_interval(interval)}
    return _("%(share)s of %(n)s, %(interval)s") % words


def round_or_none(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def round_interval(interval: Interval | None) -> list[float] | None:
    """[low, high]; None where there is none."""
    return [round(end, DIGITS) for end in interval] if interval else None
