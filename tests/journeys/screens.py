"""The sizes of screen that journeys are walked on: `@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])`."""

from playwright.sync_api import ViewportSize

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}  # the narrowest in common use
