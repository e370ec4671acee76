"""The model client: the one place that talks to model endpoints, and the only importer of openai and tenacity.

Import it only when a model is used: the library costs more than a second.
"""

from bot.generation.client.speech import Transcriber
from bot.generation.client.text import ModelClient

__all__ = ["ModelClient", "Transcriber"]
