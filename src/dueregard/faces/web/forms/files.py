"""The question that asks for a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ....mechanisms.files.operations.receiving import Received, too_large
from ....mechanisms.files.vocabulary import USUAL_LIMIT
from ..uploads import Sent

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.txt,.csv"
"""What a browser offers first. A telephone that keeps photos in a sort of its own sends them as JPEG because of it."""


class Upload(forms.FileField):
    """One file; yields what was received, for an operation to keep. Its page says `enctype="multipart/form-data"`, and
    its view is marked `takes_files`.

    A form that comes back for another reason asks for the file again: browsers let no page choose one.
    """

    component = "file"
    widget = forms.FileInput(attrs={"accept": ACCEPTED})
    default_error_messages = {
        "required": _("Choose a file."),
        "not-sent": _("The file did not arrive. Choose it again."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.own_hint = str(options.get("help_text", ""))
        self.limit_to(USUAL_LIMIT << 20)

    def limit_to(self, limit: int) -> None:
        """Take files up to so many bytes, and say so before anybody chooses one."""
        self.limit = limit
        said = _("PDF, photo (JPEG or PNG), Word, Excel, text or CSV, up to %(most)s MB.") % {
            "most": limit >> 20
        }
        self.help_text = f"{self.own_hint} {said}".strip()

    def clean(self, data: Any, initial: Any = None) -> Received | None:
        """What was received, None when no file was chosen and none is needed."""
        if data is None or data is False:
            if self.required:
                raise ValidationError(self.error_messages["required"], "required")
            return None
        if not isinstance(data, Sent):
            raise ValidationError(self.error_messages["not-sent"], "not-sent")
        if data.received is None:
            raise ValidationError(data.refusal.sentence if data.refusal else self.error_messages["not-sent"])
        if data.received.size > self.limit:
            raise ValidationError(too_large(self.limit).sentence)
        return data.received
