"""The settings shown in docs/providers.md are settings that work."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import yaml
from dotenv import dotenv_values

from bot.settings import Layer, build, environment_layer

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "providers.md").read_text(encoding="utf-8")
DEFAULTS = Layer("defaults", yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8")))
ENVIRONMENTS = dict(re.findall(r"^### (.+?)\n+```ini\n(.+?)```", PAGE, re.M | re.S))


def test_every_provider_has_an_example() -> None:
    assert list(ENVIRONMENTS) == ["OpenAI", "Azure OpenAI", "Ollama", "vLLM", "llama.cpp", "OpenRouter", "Mistral"]


@pytest.mark.parametrize("provider", ENVIRONMENTS)
def test_an_example_is_all_that_is_needed(provider: str) -> None:
    variables = dotenv_values(stream=io.StringIO(ENVIRONMENTS[provider]))

    settings, origins = build([DEFAULTS, environment_layer(".env", variables)])

    assert settings.model_configured
    assert sum(origin == ".env" for origin in origins.values()) == len(variables)
    if provider != "OpenAI":
        assert (settings.secrets.base_url or "").rstrip("/").endswith("/v1")


@pytest.mark.parametrize("text", re.findall(r"```yaml\n(.+?)```", PAGE, re.S))
def test_other_settings_are_known(text: str) -> None:
    assert build([DEFAULTS, Layer("page", yaml.safe_load(text))]).settings.model.attempts > 0


@pytest.mark.parametrize("key", sorted(set(re.findall(r"`(model\.[a-z_]+)`", PAGE))))
def test_every_key_that_is_named_exists(key: str) -> None:
    assert key.removeprefix("model.") in DEFAULTS.values["model"]
