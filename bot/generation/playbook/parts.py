"""The parts of one post, each made by the recipe that the shape of its channel gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.checks.counters import count
from bot.domain.channel import Channel, Part
from bot.domain.playbook import Angle, Recipe, Scene, Shapes
from bot.generation.playbook import asides, hooks, musts, plans, script, tags
from bot.generation.playbook import sentences as s
from bot.generation.playbook.desk import Desk, Fits
from bot.generation.playbook.lines import PARTED, Written
from bot.generation.playbook.plans import Bounds

_FIRST = ("hooks", "beats", "sections", "paragraphs")
"""What is made before the rest: the rest takes what these left unsaid."""
_MAX_TITLE = 80
_MAX_HEADING = 100
_CHAPTER_SECONDS = 75
_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-"})
"""A single typographic sign makes a text message twice as long (GSM 03.38 lacks them)."""
HARD_FIGURE = re.compile(r"\d[.,]\d|\d{5,}")
"""Decimals and thousands, which an ear does not take in."""


class PartMaker:
    """Makes every part of a post for one channel; nothing it makes is over a part's bounds."""

    def __init__(
        self, desk: Desk, channel: Channel, shapes: Shapes, angle: Angle | None, scene: Scene, hook: str = ""
    ) -> None:
        """`hook` is the opening that was picked, of those that this post would have anyway."""
        self.desk = desk
        self.channel = channel
        self.mechanism = "question"
        self._shapes = shapes
        self._angle = angle
        self._scene = scene
        self._hook = hook
        self._signs = _PLAIN if channel.text.limit.counter == "sms" else {}
        self._made: dict[str, Any] = {}
        self._makers: dict[str, Callable[[Part, Recipe], Any]] = {
            "hooks": self._hooks,
            "line": self._line,
            "link": self._link,
            "paragraphs": self._paragraphs,
            "hashtags": self._hashtags,
            "beats": self._beats,
            "slides": self._slides,
            "sections": self._sections,
            "headings": self._headings,
            "chapters": self._chapters,
        }

    def parts(self) -> dict[str, Any]:
        """Every part by its key, in the channel's order; an optional part without content is left out."""
        recipes = {part.key: self._recipe(part) for part in self.channel.parts}
        rank = {make: place for place, make in enumerate(_FIRST)}
        order = sorted(
            self.channel.parts,
            key=lambda part: (not recipes[part.key].early, rank.get(recipes[part.key].make, len(rank))),
        )
        here: dict[str, dict[str, None]] = {}
        for part in order:
            self.desk.slots.here = here.setdefault(self._text_of(part), {})
            self._made[part.key] = self._makers[recipes[part.key].make](part, recipes[part.key])
        made = {part.key: self._made[part.key] for part in self.channel.parts if self._made[part.key]}
        brief = self.desk.material.brief
        if brief.commercial_relation:
            made = musts.with_mark(made, self.channel, self._mark)
        made = musts.with_required(made, self.channel, brief)
        return _translated(made, self._signs) if self._signs else made

    def _text_of(self, part: Part) -> str:
        """The text that a part belongs to: the film with its spoken hooks, the main field, or itself alone."""
        film = any(other.kind == "beats" for other in self.channel.parts)
        if film and part.kind in ("beats", "lines"):
            return "beats"
        return "text" if part.key in self.channel.text.assemble else part.key

    def _recipe(self, part: Part) -> Recipe:
        own = self._shapes.shapes.get(self.channel.shape, {})
        return own.get(part.key) or self._shapes.shapes["any"].get(part.key) or self._shapes.kinds[part.kind]

    # -- lines --------------------------------------------------------------------------------------

    @property
    def _mark(self) -> str:
        return self.desk.slots.label("ad_mark")

    def _room(self, part: Part) -> int:
        """The longest an item may be, with room for the mark of an advertisement where that stands."""
        marked = self.desk.material.brief.commercial_relation and part.key == musts.marked_part(self.channel)
        return part.max_chars - (len(self._mark) + 1) * marked

    def _fits(self, limit: int) -> Fits:
        """Whether a line fits a part: in characters, and as the channel counts, so that the whole fits too."""
        forbidden = set(self.channel.forbidden_characters)
        rules = (self.channel.text.limit, *self.channel.text.also)
        counters = {rule.counter for rule in rules} - {"characters", "words"}
        return lambda text: (
            len(text) <= limit
            and forbidden.isdisjoint(text)
            and all(count(text.translate(self._signs), counter) <= limit for counter in counters)
        )

    def _hooks(self, part: Part, recipe: Recipe) -> list[str]:
        limit = (
            min(part.max_chars, self.channel.text.limit.fold or part.max_chars) - part.max_chars + self._room(part)
        )
        fits = script.sayable(self._fits(limit), self.channel.spoken)
        found: list[Written] = []
        mechanisms: dict[str, str] = {}
        for mechanism in (*self._mechanisms(fits), *["spare"] * part.max):
            if len(found) < part.max:
                hook = self.desk.line(f"hook_{mechanism}", lambda text: fits(text) and hooks.adds(text, found))
                if hook is not None:
                    mechanisms[hook.text] = mechanism
                    found.append(hook)
        found.sort(key=lambda hook: hook.text.translate(self._signs) != self._hook)
        for hook in found[1:]:
            self.desk.forget(hook.keys)
        if found:
            self.mechanism = mechanisms[found[0].text]
            self.desk.keep(found[0])
        return [hook.text for hook in found]

    def _mechanisms(self, fits: Fits) -> list[str]:
        """The angle's mechanism, then the phase's, of those that can be filled.

        Each post of a pack begins one further, so that no two open with the same line.
        """
        angle = self._angle.hook if self._angle else None
        named = dict.fromkeys([angle, *self.desk.sheet.hooks] if angle else self.desk.sheet.hooks)
        able = [name for name in named if self.desk.line(f"hook_{name}", fits, keep=False) is not None]
        place = self.desk.slots.turn % len(able) if able else 0
        turned = [*able[place:], *able[:place]]
        film = any(part.kind == "beats" for part in self.channel.parts)
        return sorted(turned, key=lambda name: film and not self._is_answered(name, fits))

    def _is_answered(self, mechanism: str, fits: Fits) -> bool:
        """Whether a film that opens so can go on: a question asks for an answer that can be said aloud."""
        hook, material = self.desk.line(f"hook_{mechanism}", fits, keep=False), self.desk.material
        keys = hook.keys if hook else ()
        asked = next((piece.text for piece in material.questions if piece.key in keys), None)
        answer = material.match(asked) if asked else None
        return asked is None or (answer is not None and HARD_FIGURE.search(answer.text) is None)

    def _line(self, part: Part, recipe: Recipe) -> str:
        limit = min(part.max_chars, (part.limit.value if part.limit else None) or part.max_chars)
        fits = self._fits(limit)
        with self.desk.slots.beside(part.key not in self.channel.text.assemble):
            for name in recipe.lines:
                written = self.desk.line(name, fits)
                if written is not None:
                    return written.text
        return "" if part.optional else self._spare(limit)

    def _spare(self, limit: int) -> str:
        """A short line that says nothing of the brief: only where nothing of the brief fits."""
        written = self.desk.line("spare", self._fits(limit)) or self.desk.line(
            "spare_again", self._fits(limit), keep=False
        )
        return written.text if written else ""

    def _link(self, part: Part, recipe: Recipe) -> str:
        link = self.desk.slots.find("link") or self.desk.slots.find("needed_link")
        return link.text if link and len(link.text) <= part.max_chars else ""

    def _hashtags(self, part: Part, recipe: Recipe) -> list[str]:
        return tags.hashtags(self.desk.material, part)

    # -- paragraphs ---------------------------------------------------------------------------------

    def _paragraphs(self, part: Part, recipe: Recipe) -> list[str]:
        room = self._room(part)
        made = self._chosen(recipe.plan, part.min, part.max, lambda role: self._written(role, room))
        written = asides.parted(self.desk, asides.above(part, self.channel, self._made), made, self._fits(room))
        return [*written, *(self._spare(room) for _ in range(part.min - len(written)))]

    def _written(self, role: str, limit: int) -> Written | None:
        opened = (f"open_{self.mechanism}", "open_any") if role == "open" else (role,)
        found = (self.desk.role(name, "para", self._fits(limit)) for name in opened)
        return next((written for written in found if written is not None), None)

    def _paragraph(self, role: str, limit: int) -> str:
        written = self._written(role, limit)
        return written.text if written else ""

    def _chosen(self, plan: str, least: int, most: int, make: Callable[[str], Any]) -> list[Any]:
        return plans.chosen(self.desk, self._angle, plan, Bounds(least, most), make)

    # -- cards, sections, films ---------------------------------------------------------------------

    def _slides(self, part: Part, recipe: Recipe) -> list[dict[str, str]]:
        cover = self._card("cover", self._room(part))
        inside = self._chosen(
            recipe.plan, part.min - 2, part.max - 2, lambda role: self._card(role, self._room(part))
        )
        close = self._card("close", self._room(part))
        cards = [card for card in (cover, *inside, close) if card]
        while len(cards) < part.min:
            title, text = self._spare(_MAX_TITLE), self._spare(part.max_chars)
            cards.insert(len(cards) - 1, {"title": title, "text": text})
        return cards

    def _card(self, role: str, limit: int) -> dict[str, str] | None:
        forbidden = set(self.channel.forbidden_characters)

        def fits(text: str) -> bool:
            title, parted, words = text.partition(PARTED)
            return bool(parted) and len(title) <= _MAX_TITLE and len(words) <= limit and forbidden.isdisjoint(text)

        written = self.desk.role(role, "card", fits)
        if written is None:
            return None
        title, _, words = written.text.partition(PARTED)
        return {"title": title, "text": s.capital(words)}

    def _sections(self, part: Part, recipe: Recipe) -> list[dict[str, str]]:
        sections = self._chosen(
            recipe.plan, part.min, part.max, lambda roles: self._section(roles, self._room(part))
        )
        while len(sections) < part.min:
            sections.append({"heading": self._spare(_MAX_HEADING), "text": self._spare(part.max_chars)})
        return sections

    def _section(self, roles: str, limit: int) -> dict[str, str] | None:
        first = roles.partition("+")[0]
        heading = self.desk.role(first, "head", self._fits(_MAX_HEADING))
        if heading is None:
            return None
        room = limit - len(heading.text)
        texts: list[str] = []
        for role in roles.split("+"):
            text = self._paragraph(role, room)
            if text:
                texts.append(text)
                room -= len(text) + 2
        if not texts:
            self.desk.forget(heading.keys)
            return None
        return {"heading": heading.text, "text": "\n\n".join(texts)}

    def _headings(self, part: Part, recipe: Recipe) -> list[str]:
        sections = next((v for v in self._made.values() if _is_sections(v)), None)
        if sections:
            lines = [section["heading"] for section in sections if len(section["heading"]) <= part.max_chars]
        else:
            lines = self._chosen(recipe.plan, part.min, part.max, lambda role: self._block(role, part.max_chars))
        return [*lines[: part.max], *(self._spare(part.max_chars) for _ in range(part.min - len(lines)))]

    def _block(self, role: str, limit: int) -> str:
        written = self.desk.role(role, "block", self._fits(limit))
        return written.text if written else ""

    def _chapters(self, part: Part, recipe: Recipe) -> list[str]:
        labels = self._chosen(recipe.plan, part.min, part.max, lambda role: self._chapter(role, part.max_chars))
        labels += [self._spare(part.max_chars - 6) for _ in range(part.min - len(labels))]
        return [f"{_clock(place * _CHAPTER_SECONDS)} {label}" for place, label in enumerate(labels)]

    def _chapter(self, role: str, limit: int) -> str:
        written = self.desk.role(role, "chapter", self._fits(limit - 6))
        return written.text if written else ""

    def _beats(self, part: Part, recipe: Recipe) -> list[dict[str, Any]]:
        spoken = self.channel.spoken or script.USUAL
        shots = script.Script(self.desk, self._scene, spoken, self._sayable(part.max_chars), self.mechanism)
        hook = next((made[0] for made in self._made.values() if made and isinstance(made[0], str)), "")
        opening = shots.opening(hook or self._spare(part.max_chars))
        inside = self._chosen(recipe.plan, part.min - 2, part.max - 2, shots.shot)
        closing = shots.closing() or shots.opening(self._spare(part.max_chars))
        while len(inside) + 2 < part.min:
            inside.append(shots.opening(self._spare(part.max_chars)))
        return shots.timed([opening, *inside, closing])

    def _sayable(self, limit: int) -> Fits:
        fits = self._fits(limit)
        return lambda text: fits(text) and HARD_FIGURE.search(text) is None


def _translated(value: Any, signs: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(signs)
    if isinstance(value, dict):
        return {key: _translated(inside, signs) for key, inside in value.items()}
    return [_translated(inside, signs) for inside in value] if isinstance(value, list) else value


def _is_sections(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict) and "heading" in value[0]


def _clock(seconds: int) -> str:
    return f"{seconds // 60:02d}:{seconds % 60:02d}"
