"""The addresses of the demonstration, for tests: settings are read once, and the tests' say that this is none."""

from dueregard.config.urls import addresses, handler400, handler404, handler500

__all__ = ["handler400", "handler404", "handler500"]
urlpatterns = addresses(demonstration=True)
