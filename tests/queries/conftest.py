from tests.views.starter import starter, starter_of_class

__all__ = ["starter", "starter_of_class"]
