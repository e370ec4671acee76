"""What is chosen so far in /new, and which part comes next. No effects here."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from bot.conversation.areas.new_offer import PARTS, Offer, Part, of_brief
from bot.conversation.flow import Flow
from bot.domain.understood import Understood
from bot.services.making.orders import IdeasOrder

TYPED = ("about", "link", "keywords")
"""What is typed rather than chosen, and can be left out again."""
ABOUT = 400
"""Characters of what it should be about."""
KEYWORDS = 10
_BETWEEN_KEYWORDS = re.compile(r"[,;\n]")


class NewOrder(Flow):
    """In the middle of /new: `at` is what is asked, `done` what was answered. `saved` is the key of the topic that
    it is about, when that was saved before; `every` shows all channels."""

    kind: ClassVar[str] = "n.order"
    workspace: int
    at: Part = "who"
    done: tuple[Part, ...] = ()
    persona: str = ""
    phase: str = ""
    proposition: str = ""
    goal: str | None = None
    about: str = ""
    link: str | None = None
    source: str = ""
    keywords: tuple[str, ...] = ()
    commercial: bool = False
    channels: tuple[str, ...] = ()
    saved: str = ""
    warning: str = ""
    every: bool = False

    def order(self) -> IdeasOrder:
        """What the job is asked."""
        return IdeasOrder(
            persona=self.persona,
            phase=self.phase,
            proposition=self.proposition,
            channels=self.channels,
            goal=self.goal,
            link=self.link,
            source=self.source or None,
            keywords=self.keywords,
            commercial=self.commercial,
            about=self.about,
        )


def begun(offer: Offer, saved: str = "", about: str = "", source: str = "") -> NewOrder:
    """A new order; where there is only one persona or proposition, that is the one. A source that is not there any
    more is left out."""
    order = NewOrder(workspace=offer.record.id, channels=offer.usual_channels(), saved=saved, about=about)
    order = resting(order, offer, source)
    alone: tuple[Part, ...] = ("who", "what")
    for part in alone:
        choices = offer.choices(part)
        if len(choices) == 1:
            order = picked(order, part, choices[0].key)
    return onward(order)


def as_last(offer: Offer, order: NewOrder) -> NewOrder:
    """Everything as in the last pack, as far as that is still there."""
    last = offer.last
    if last is None:
        return order
    for part in PARTS[:4]:
        for key in of_brief(last, part):
            if key in {choice.key for choice in offer.choices(part)}:
                order = picked(order, part, key)
    source = last.source.id if last.source else None
    order = resting(order.model_copy(update={"source": ""}), offer, source or "")
    extras = {"link": last.link, "keywords": last.keywords, "commercial": last.commercial_relation}
    done = (*order.done, "goal", "where")
    return onward(_set(order, "where", channels=offer.usual_channels(), done=done, **extras))


def picked(order: NewOrder, part: Part, key: str) -> NewOrder:
    """The order with a choice, and what is to be asked now."""
    fields: dict[Part, str] = {"who": "persona", "when": "phase", "what": "proposition", "goal": "goal"}
    more: dict[str, Any] = {"warning": ""} if part == "when" else {}
    return onward(_set(order, part, **{fields[part]: key}, **more))


def toggled(order: NewOrder, channel: str) -> NewOrder:
    """The order with a channel more or less."""
    left = tuple(key for key in order.channels if key != channel)
    return order.model_copy(update={"channels": left if channel in order.channels else (*left, channel)})


def heard(order: NewOrder, found: Understood) -> NewOrder:
    """The order with all that one message named."""
    if found.persona:
        order = picked(order, "who", found.persona)
    if found.phase:
        order = picked(order, "when", found.phase).model_copy(update={"warning": found.warning})
    if found.channels:
        order = _set(order, "where", channels=found.channels)
    if found.about:
        order = _set(order, "goal", about=found.about[:ABOUT])
    return onward(order)


def told(order: NewOrder, text: str) -> NewOrder:
    """The order with what it should be about, or where a reader goes next: a link says so itself."""
    if _is_link(text):
        return order.model_copy(update={"link": text})
    return order.model_copy(update={"about": " ".join(text.split())})


def resting(order: NewOrder, offer: Offer, source: str) -> NewOrder:
    """The order with a source under it, or without the one it had; unchanged for one that is not there."""
    if source not in {one.key for one in offer.sources}:
        return order
    return order.model_copy(update={"source": "" if order.source == source else source})


def noted(order: NewOrder, text: str) -> NewOrder:
    """The order with keywords, several with commas between them, or with where a reader goes next."""
    if _is_link(text):
        return order.model_copy(update={"link": text})
    words = (" ".join(word.split()) for word in _BETWEEN_KEYWORDS.split(text))
    return order.model_copy(update={"keywords": tuple(dict.fromkeys(word for word in words if word))[:KEYWORDS]})


def without(order: NewOrder, what: str) -> NewOrder:
    """The order without something that was typed."""
    nothing = {"about": "", "link": None, "keywords": ()}
    return order.model_copy(update={what: nothing[what]})


def chosen(order: NewOrder, part: Part) -> tuple[str, ...]:
    """The keys that were chosen for a part."""
    single = {"who": order.persona, "when": order.phase, "what": order.proposition, "goal": order.goal}.get(part)
    if part == "where":
        return order.channels
    return (single,) if single else ()


def answered(order: NewOrder, part: Part) -> NewOrder:
    """This part is done, whatever was chosen for it."""
    return onward(_set(order, part))


def onward(order: NewOrder) -> NewOrder:
    """The first part that was not answered yet; all of them together when there is none."""
    at: Part = next((part for part in PARTS if part not in order.done), "all")
    return order.model_copy(update={"at": at, "every": False})


def before(order: NewOrder, offer: Offer) -> Part | None:
    """The part to go back to: those with nothing to choose are passed over. None on the first."""
    if order.at == "extras":
        return "all"
    earlier = PARTS if order.at == "all" else PARTS[: PARTS.index(order.at)]
    return next((part for part in reversed(earlier) if len(offer.choices(part)) > 1), None)


def _set(order: NewOrder, part: Part, **values: Any) -> NewOrder:
    done = tuple(dict.fromkeys([*values.pop("done", order.done), part]))
    return order.model_copy(update={**values, "done": done})


def _is_link(text: str) -> bool:
    return text.startswith(("https://", "http://")) and not any(sign.isspace() for sign in text)
