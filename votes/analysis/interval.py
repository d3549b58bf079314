"""95 % intervals of a share and of a mean."""

from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

CONFIDENCE = 0.95
Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)

Floats = NDArray[np.float64]
Interval = tuple[float, float]


def compute_wilson(successes: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """The lower and upper ends of the Wilson score interval (Wilson 1927) for `successes` in `n`, cell by cell.

    p = successes / n; centre = (p + z²/2n) / (1 + z²/n); half width = z √(p(1 − p)/n + z²/4n²) / (1 + z²/n).
    Both ends lie in 0..1 and are NaN where n is 0. Successes may include scores of one half. They vary less
    than zeros and ones with the same mean, so the interval is then rather too wide.
    """
    size = np.asarray(n, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.asarray(successes, dtype=np.float64) / size
        spread = Z * np.sqrt(share * (1 - share) / size + (Z / (2 * size)) ** 2)
        scale = 1 + Z**2 / size
        centre = share + Z**2 / (2 * size)
        return np.clip((centre - spread) / scale, 0, 1), np.clip((centre + spread) / scale, 0, 1)


def compute_wilson_interval(successes: float, n: int) -> Interval | None:
    """The Wilson interval of one share; None if n is 0."""
    if n == 0:
        return None
    low, high = compute_wilson(successes, n)
    return float(low), float(high)


def compute_mean_interval(values: NDArray[Any]) -> Interval | None:
    """mean ± z·s/√n of values in 0..1, cut off at 0 and 1; s is their standard deviation (n − 1).

    None for fewer than 2 values, whose standard deviation is not defined.
    """
    if len(values) < 2:
        return None
    mean, spread = float(values.mean()), Z * float(values.std(ddof=1)) / len(values) ** 0.5
    return max(0.0, mean - spread), min(1.0, mean + spread)
