"""Settings: layers of plain data become one typed object that knows where each value came from."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from bot.domain import offences
from bot.domain.base import Model
from bot.domain.errors import BadInputError
from bot.domain.nearest import nearest
from bot.settings.sections import Settings

__all__ = ["FROM_ENVIRONMENT", "PREFIX", "Layer", "Loaded", "Settings", "build", "environment_layer", "known_keys"]

OURS = "KERNBOT_"
PREFIX = "KERNBOT__"
DOTENV = ".env"
ENVIRONMENT = "environment"
SECRETS_GO = "Put OPENAI_API_KEY and OPENAI_BASE_URL in .env or in the environment."

FROM_ENVIRONMENT = {
    "OPENAI_API_KEY": "secrets.api_key",
    "OPENAI_BASE_URL": "secrets.base_url",
    "KERNBOT_BACKUP_API_KEY": "secrets.backup_api_key",
    "DATA_DIR": "data_dir",
    "DATABASE_URL": "secrets.database_url",
    "TELEGRAM_BOT_TOKEN": "secrets.telegram_token",
    "TELEGRAM_API_URL": "secrets.telegram_api_url",
    "TELEGRAM_WEBHOOK_SECRET": "secrets.webhook_secret",
    "KERNBOT_METRICS_TOKEN": "secrets.metrics_token",
    "KERNBOT_ENCRYPTION_KEYS": "secrets.encryption_keys",
}
"""Usual names in the environment, and the settings they fill."""

# Docker and Kubernetes tell a container where the services beside it are: for one called kernbot, in such names.
_OF_THE_PLATFORM = re.compile(
    r"KERNBOT_(?:[A-Z0-9_]+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT_\d+_[A-Z]+(?:_PROTO|_PORT|_ADDR)?)"
)
# What Telegram takes (core.telegram.org/bots/api#setwebhook), and not so short that it can be guessed.
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_METRICS_TOKEN = re.compile(r"[!-~]{16,256}")
# What `kernbot db key` prints: 32 bytes in the alphabet of URLs; several with commas or spaces between them.
_ENCRYPTION_KEYS = re.compile(r"[\s,]*[A-Za-z0-9_-]{43}=?(?:[\s,]+[A-Za-z0-9_-]{43}=?)*[\s,]*")
_LINKED = re.compile(r"KERNBOT_(?:[A-Z0-9_]+_)?PORT=[a-z]+://.*")


class Layer(NamedTuple):
    """Values and where they come from (`packaged defaults`, a file name, `.env`, `environment`)."""

    origin: str
    values: Mapping[str, Any]
    line: Callable[[str], int] | None = None
    """The line on which a dotted key stands, where the origin is a file."""

    def place(self, key: str) -> str:
        """Where a key of this layer is set."""
        return f"{self.origin}, line {self.line(key)}" if self.line else self.origin


class Loaded(NamedTuple):
    """The settings, and for each dotted key the origin of its value."""

    settings: Settings
    origins: Mapping[str, str]


def build(layers: Sequence[Layer]) -> Loaded:
    """One settings object from layers, later ones winning.

    Raises BadInputError that names the origin of an unknown key or a wrong value, and the nearest known key.
    """
    merged: dict[str, Any] = {}
    places: dict[str, Layer] = {}
    sections = _sections()
    for layer in layers:
        for key, value in _flat(layer.values):
            if value is None and key in sections:
                continue  # a heading of which every line is left out
            if key.startswith("secrets") and layer.origin not in (DOTENV, ENVIRONMENT):
                raise BadInputError(f"{layer.place(key)}: keys do not belong in this file.", SECRETS_GO)
            if key in sections:
                raise BadInputError(f"{layer.place(key)}: `{key}` should hold keys of its own.", f"{_known(key)}")
            places[key] = layer
            _put(merged, key, value)
    try:
        settings = Settings.model_validate(merged)
    except ValidationError as error:
        raise _refused(*next(offences.located(error.errors(), merged)), places) from None
    _check_endpoints(settings)
    return Loaded(settings, {key: layer.origin for key, layer in places.items()})


def _check_endpoints(settings: Settings) -> None:
    """What can only go wrong once a model is asked, said before that."""
    secrets = settings.secrets
    addresses = (
        ("OPENAI_BASE_URL", secrets.base_url),
        ("backup.base_url", settings.backup.base_url),
        ("TELEGRAM_API_URL", secrets.telegram_api_url),
        ("webhook.url", settings.webhook.url),
    )
    for name, url in addresses:
        if url is not None and not re.match(r"https?://[^/\s]", url):
            raise BadInputError(f"`{name}` ({url!r}) is not an address.", "It begins with https:// or http://.")
    keys = (
        ("OPENAI_API_KEY", secrets.api_key),
        ("KERNBOT_BACKUP_API_KEY", secrets.backup_api_key),
        ("TELEGRAM_BOT_TOKEN", secrets.telegram_token),
    )
    for name, key in keys:
        if key is not None and not re.fullmatch(r"[ -~]+", key.get_secret_value()):
            raise BadInputError(
                f"`{name}` holds line breaks or signs that no key has.",
                "Copy the key once more, as a whole.",
            )
    sealing = secrets.encryption_keys
    if sealing is not None and not _ENCRYPTION_KEYS.fullmatch(sealing.get_secret_value()):
        raise BadInputError(
            "`KERNBOT_ENCRYPTION_KEYS` holds something that is no key.", "`kernbot db key` makes one."
        )
    hook = secrets.webhook_secret
    if hook is not None and not _WEBHOOK_SECRET.fullmatch(hook.get_secret_value()):
        raise BadInputError(
            "`TELEGRAM_WEBHOOK_SECRET` is not what Telegram takes.",
            "Use 16 to 256 letters, figures, hyphens or underscores.",
        )
    token = secrets.metrics_token
    if token is not None and not _METRICS_TOKEN.fullmatch(token.get_secret_value()):
        raise BadInputError(
            "`KERNBOT_METRICS_TOKEN` is too short, or no header can carry it.",
            "Use 16 to 256 letters, figures and signs without spaces.",
        )


def _refused(where: offences.Loc, offence: Mapping[str, Any], places: Mapping[str, Layer]) -> BadInputError:
    key = ".".join(str(step) for step in where if not isinstance(step, int))
    named = next((name for name in places if name == key or name.startswith(f"{key}.")), "")
    place = places[named].place(named) if named else "settings"
    if offence["type"] == "extra_forbidden":
        if key.rsplit(".", 1)[-1].lower().endswith(("api_key", "base_url")):
            return BadInputError(f"{place}: `{key}` is not a setting.", SECRETS_GO)
        section, _, rest = key.partition(".")
        if rest and section in _sections():
            # The section is right, so it is not what was meant.
            inside = f"{section}."
            names = (name.removeprefix(inside) for name in known_keys(Settings) if name.startswith(inside))
            guess = nearest(rest, names)
            meant = _meant(guess and f"{inside}{guess}") or _known(section)
            return BadInputError(f"{place}: `{key}` is not a setting.", meant)
        guess = nearest(key, [*known_keys(Settings), *_sections()])
        meant = _meant(guess) or f"Known: {', '.join(known_keys(Settings))}."
        return BadInputError(f"{place}: `{key}` is not a setting.", meant)
    given = "" if key.startswith("secrets") or offence["input"] is None else f" ({offence['input']!r})"
    return BadInputError(f"{place}: `{key}`{given}: {offences.sentence(offence)}", "Mend it, or leave it out.")


def _meant(guess: str | None) -> str:
    return f"Did you mean `{guess}`?" if guess else ""


def _sections() -> set[str]:
    return {key.split(".")[0] for key in _model_keys(Settings) if "." in key}


def _known(section: str) -> str:
    return f"Known: {', '.join(key for key in known_keys(Settings) if key.startswith(f'{section}.'))}."


def environment_layer(origin: str, variables: Mapping[str, str | None]) -> Layer:
    """The settings among environment variables: the usual names, and KERNBOT__SECTION__KEY.

    Raises BadInputError for another name that begins with KERNBOT_: it was meant for us and would do nothing.
    """
    values: dict[str, Any] = {}
    for name, text in variables.items():
        if text is None or text == "":
            continue
        if name in FROM_ENVIRONMENT:
            _put(values, FROM_ENVIRONMENT[name], text)
        elif name.startswith(PREFIX):
            _put(values, name.removeprefix(PREFIX).lower().replace("__", "."), _typed(text))
        elif name.startswith(OURS) and not _from_platform(name, text):
            raise _misnamed(origin, name)
    return Layer(origin, values)


def _from_platform(name: str, text: str) -> bool:
    return bool(_OF_THE_PLATFORM.fullmatch(name) or _LINKED.fullmatch(f"{name}={text}"))


def _misnamed(origin: str, name: str) -> BadInputError:
    what = f"{origin}: `{name}` is not read."
    keys = known_keys(Settings)
    names = {key.replace(".", "_").upper(): PREFIX + key.replace(".", "__").upper() for key in keys}
    names |= {usual.removeprefix(OURS): usual for usual in FROM_ENVIRONMENT}
    bare = re.sub("_+", "_", name.removeprefix(OURS)).strip("_").upper()
    if bare not in names and bare.endswith(("API_KEY", "BASE_URL")):
        return BadInputError(what, SECRETS_GO)
    guess = nearest(bare, names)
    return BadInputError(
        what, f"Did you mean `{names[guess]}`?" if guess else f"Settings are named {PREFIX}SECTION__KEY."
    )


def known_keys(model: type[Model]) -> list[str]:
    """Every dotted key of the settings, secrets aside."""
    return [key for key in _model_keys(model) if not key.startswith("secrets")]


def _model_keys(model: type[Model]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        inside = field.annotation
        if isinstance(inside, type) and issubclass(inside, Model):
            yield from (f"{name}.{key}" for key in _model_keys(inside))
        else:
            yield name


def _flat(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _put(values: dict[str, Any], key: str, value: Any) -> None:
    *path, last = key.split(".")
    for step in path:
        inside = values.setdefault(step, {})
        if not isinstance(inside, dict):
            raise BadInputError(f"`{key}`: `{step}` holds a value, not a section.")
        values = inside
    values[last] = value


def _typed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
