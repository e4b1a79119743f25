"""GOV.UK's components come out of our environment as the design system's own examples say, and wear our look."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from lxml import html

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "frontend/node_modules/govuk-frontend/dist/govuk/components"
BUILT = Path(settings.STATICFILES_DIRS[0]) / "built"
BLUE_LINE = ".govuk-select option:active,.govuk-select option:checked,.govuk-select:focus::-ms-value"
USED = {
    "button": "govukButton",
    "checkboxes": "govukCheckboxes",
    "date-input": "govukDateInput",
    "error-summary": "govukErrorSummary",
    "exit-this-page": "govukExitThisPage",
    "file-upload": "govukFileUpload",
    "input": "govukInput",
    "notification-banner": "govukNotificationBanner",
    "password-input": "govukPasswordInput",
    "radios": "govukRadios",
    "select": "govukSelect",
    "summary-list": "govukSummaryList",
    "textarea": "govukTextarea",
}


def outline(markup: str) -> list[Any]:
    """What a page means, without the order of attributes and classes or the layout of its source."""

    def of(element: Any) -> Any:
        attributes = {
            name: " ".join(sorted(value.split())) if name == "class" else value
            for name, value in element.attrib.items()
        }
        children = [(of(child), squeezed(child.tail)) for child in element if isinstance(child.tag, str)]
        return element.tag, attributes, squeezed(element.text), children

    return [of(part) for part in html.fragments_fromstring(markup)]


def squeezed(text: str | None) -> str:
    return " ".join((text or "").split())


@pytest.mark.parametrize("component", USED)
def test_a_component_comes_out_as_in_its_examples(component: str) -> None:
    examples = json.loads((EXAMPLES / component / "fixtures.json").read_text())["fixtures"]
    macro = USED[component]
    template = engines.all()[0].from_string(
        f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {macro} %}}'
        f"{{{{ {macro}(options) }}}}"
    )
    wrong = [
        example["name"]
        for example in examples
        if outline(template.render({"options": example["options"]})) != outline(example["html"])
    ]
    assert examples
    assert wrong == []


def test_the_look_is_ours() -> None:
    """No typeface, emblem or blue that is GOV.UK's to use, and nothing fetched from elsewhere."""
    styles = (BUILT / "app.css").read_text()
    assert re.findall(r"gds transport|crown|crest", styles, re.IGNORECASE) == []
    # GOV.UK paints the chosen line of a list in its blue; further down we paint it in our green.
    assert re.findall(r"([^{}]*)\{[^{}]*#1d70b8", styles) == [BLUE_LINE]
    assert styles.rindex(".govuk-select option:checked{background-color:#1f5c4d}") > styles.index(BLUE_LINE)
    fonts = {address for address in re.findall(r'url\("?([^")]*)', styles) if not address.startswith("data:")}
    assert fonts == {f"fonts/{path.name}" for path in (BUILT / "fonts").iterdir()}
    assert {name.split("-next-")[0] for name in fonts} == {"fonts/atkinson-hyperlegible"}
