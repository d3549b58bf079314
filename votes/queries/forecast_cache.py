"""Forecasts as pages ask for them: made once for each version of the record, then out of the cache."""

import datetime
from collections.abc import Sequence

from django.core.cache import cache

from votes.analysis.forecast import METHOD, Forecast
from votes.models import RecordVersion, Resolution
from votes.queries.forecast import forecast_texts


def get_forecasts(texts: Sequence[Resolution], as_of: datetime.date) -> list[Forecast]:
    """The forecasts of `texts` as of this day, in their order; one query where all are in the cache."""
    version = RecordVersion.get()
    keys = [f"forecast:{METHOD.replace(' ', '_')}:{version}:{as_of}:{text.pk}" for text in texts]
    found: dict[str, Forecast] = cache.get_many(keys)
    missing = [(key, text) for key, text in zip(keys, texts, strict=True) if key not in found]
    if missing:
        made = forecast_texts([text for _key, text in missing], as_of)
        new = {key: forecast for (key, _text), forecast in zip(missing, made, strict=True)}
        cache.set_many(new, timeout=None)
        found |= new
    return [found[key] for key in keys]


def get_forecast(text: Resolution, as_of: datetime.date) -> Forecast:
    (forecast,) = get_forecasts([text], as_of)
    return forecast
