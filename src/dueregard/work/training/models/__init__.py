"""What is recorded: completions, exemptions, editions of what is to be read, gates passed."""

from .completions import Completion, DocumentEdition, Exemption, ExemptionWords, Passage

__all__ = ["Completion", "DocumentEdition", "Exemption", "ExemptionWords", "Passage"]
