"""How long a forecast takes: of one draft, cold and warm; learning for a year; and the whole backtest."""

import datetime
import statistics
import time
from collections.abc import Callable

from django.core.cache import cache

from votes.forecast.backtest import list_decided, run_backtest
from votes.forecast.model import count_days, learn
from votes.forecast.service import forecast_text, get_evidence, get_model, get_past
from votes.models import RecordVersion, Resolution

ROUNDS = 7
AS_OF = datetime.date(2020, 6, 1)
SYMBOL = "A/HRC/RES/43/21"


def measure(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """The median milliseconds of `work`, without those of `before`, which is done each time."""
    times = []
    for _ in range(ROUNDS):
        before()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def forget() -> None:
    """As in a process that has just started, with an empty cache."""
    cache.clear()
    get_past.cache_clear()
    get_evidence.cache_clear()


def main() -> None:
    """Print the median milliseconds of a forecast and of what it rests on, and the seconds of the whole backtest."""
    text = Resolution.objects.filter(symbol=SYMBOL).first()
    if text is None:
        print(f"forecast: {SYMBOL} is not in the database")
        return
    version = RecordVersion.get()
    past = get_past(version)
    get_model(version, AS_OF)
    cold = measure(lambda: forecast_text(text, AS_OF), get_evidence.cache_clear)
    warm = measure(lambda: forecast_text(text, AS_OF))
    print(
        f"forecast of one draft from {len(past.before(AS_OF))} roll-calls: {cold:.0f} ms cold, {warm:.0f} ms warm"
    )
    new_year = AS_OF.replace(month=1, day=1)
    learned = measure(lambda: learn(past.before(new_year), count_days(new_year)))
    loaded = measure(lambda: get_past(version), forget)
    print(
        f"once a version of the record: {loaded:.0f} ms to read it; once a year of it: {learned:.0f} ms to learn"
    )
    texts = list_decided()
    start = time.perf_counter()
    cases = list(run_backtest(texts))
    print(f"backtest of {len(cases)} texts: {time.perf_counter() - start:.1f} s")
