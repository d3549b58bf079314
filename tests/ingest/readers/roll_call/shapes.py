"""All shapes in which roll-calls are printed. Importing the modules fills the list."""

from tests.ingest.readers.roll_call import list_shapes, row_shapes
from tests.ingest.readers.roll_call.shape import MUST_REFUSE, SHAPES

__all__ = ["MUST_REFUSE", "SHAPES", "list_shapes", "row_shapes"]
