"""The door by which Django and everyone else find the models; they are defined and listed in `votes.core.models`."""

from votes.core.models import *  # noqa: F403
from votes.core.models import __all__ as __all__
