"""The page for somebody outside, put together: where it stands, and what is behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.services import board
from bot.services.client_links import ClientDesk
from bot.wiring import Services

if TYPE_CHECKING:
    from bot.web import Route
    from bot.wiring.chat import Chat


def page(public: str) -> Callable[[str], str]:
    """The address of the page by the secret of its link; `public` as the world sees this bot, without a slash at
    its end."""
    from bot.web import REVIEW

    return lambda secret: f"{public}{REVIEW}{secret}"


def route(services: Services, chat: Chat, public: str) -> Route:
    """The page itself, whose answers the members hear of through this conversation."""
    from bot.web import behind, review

    named = urlsplit(public)
    return review(
        ClientDesk(chat.database, partial(board.reading, services.knowledge), chat.conversation.told_by_client),
        chat.catalogue,
        address=behind(services.settings.webhook.proxies),
        origin=f"{named.scheme}://{named.netloc}".lower(),
    )
