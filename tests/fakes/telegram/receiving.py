"""Methods by which the bot says how it wants its updates."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.fakes.telegram.about import allowed_updates
from tests.fakes.telegram.errors import ApiError, Json, bad
from tests.fakes.telegram.methods import NOT_BY_DEFAULT, UPDATE_TYPES
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.updates import BY_WEBHOOK, LONGEST_POLL
from tests.fakes.telegram.world import Webhook, World

LOOPBACK = ("127.0.0.1", "localhost")
_PORTS = (80, 88, 443, 8443)
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Said(NamedTuple):
    """A result that Telegram explains."""

    result: bool
    description: str


async def get_updates(world: World, params: Params, alive: Callable[[], bool]) -> list[Json]:
    """getUpdates, by long polling; `alive` tells whether the client still listens."""
    if world.webhook.url:
        raise ApiError(409, ACTIVE)
    allow(world, params)
    offset = params.integer("offset")
    limit = params.integer("limit", 100, 1, 100)
    seconds = params.integer("timeout", 0, 0, LONGEST_POLL)
    return await world.updates.polled(offset, limit, seconds, alive)


def allow(world: World, params: Params) -> list[str] | None:
    """Remembers the types of update that are asked for; an empty list asks for the usual ones."""
    names = allowed_updates(params)
    if names is not None:
        world.updates.allowed = frozenset(names) & UPDATE_TYPES if names else UPDATE_TYPES - NOT_BY_DEFAULT
    return names


def set_webhook(world: World, params: Params) -> Said:
    """setWebhook. Plain http is taken on loopback alone, as no certificate is at hand there."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    _check_url(url)
    secret = params.text("secret_token")
    if len(secret) > 256:
        raise bad("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    most = params.integer("max_connections", 40, 1, 100)
    names = allow(world, params)
    new = Webhook(url, secret, most, params.text("ip_address"), "certificate" in params.files, names)
    same = (new.url, new.secret, new.max_connections) == (
        world.webhook.url,
        world.webhook.secret,
        world.webhook.max_connections,
    )
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    elif same:
        return Said(True, "Webhook is already set")
    world.webhook = new
    world.updates.terminate(BY_WEBHOOK)
    world.wake()
    return Said(True, "Webhook was set")


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        port = parts.port
    except ValueError:
        raise bad("invalid webhook URL specified") from None
    if not parts.hostname:
        raise bad("invalid webhook URL specified")
    if parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in _PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def delete_webhook(world: World, params: Params) -> Said:
    """deleteWebhook."""
    was = world.webhook.url
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.webhook = Webhook()
    world.wake()
    return Said(True, "Webhook was deleted" if was else "Webhook is already deleted")


def get_webhook_info(world: World, _: Params) -> Json:
    """getWebhookInfo."""
    webhook = world.webhook
    told: Json = {
        "url": webhook.url,
        "has_custom_certificate": webhook.certificate,
        "pending_update_count": len(world.updates.pending),
    }
    if webhook.url:
        told["max_connections"] = webhook.max_connections
        told["ip_address"] = webhook.ip_address or "127.0.0.1"
    if webhook.last_error:
        told |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error}
    if webhook.allowed:
        told["allowed_updates"] = webhook.allowed
    return told
