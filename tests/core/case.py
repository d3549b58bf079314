"""What a test of a constraint is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Case:
    """`change`d by the columns in `bad` a good row breaks the constraint; by those in `good` it does not.

    `make` gives the row to change, so that other rows may be made first (for rules on two rows).
    """

    constraint: str
    make: Callable[[], models.Model]
    bad: dict[str, Any]
    good: dict[str, Any]


UNKNOWN = "no such thing"
