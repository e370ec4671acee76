"""The table and the sections of docs/channels.md."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.channel import Channel, Limit, Links, Part
from bot.knowledge.store import BASE_JOURNEY, Knowledge
from docs.pages.markdown import code, codes, table

_HEAD = ("Channel", "Key", "Limit", "Counted in", "Fold", "Hashtags", "Link goes in", "Basis", "Verified on")
_UNITS = {
    "utf16": "UTF-16 units",
    "weighted": "characters as X counts",
    "threads": "characters as Threads counts",
    "mastodon": "characters as Mastodon counts",
    "sms": "signs of the SMS alphabet",
}


def blocks(knowledge: Knowledge) -> dict[str, str]:
    """The blocks of the page: a row and a section for each channel."""
    channels = [knowledge.channel(key) for key in knowledge.channel_keys]
    phases = {phase.key: phase.name.en for phase in knowledge.journey(BASE_JOURNEY).phases}
    return {
        "table": table(_HEAD, (_row(channel) for channel in channels)),
        "sections": "\n\n".join("\n\n".join(_section(channel, phases)) for channel in channels),
    }


def _row(channel: Channel) -> tuple[str, ...]:
    limit = channel.text.limit
    return (
        f"[{channel.name.en}](#{channel.key})",
        code(channel.key),
        _figure(limit.value),
        limit.counter,
        _figure(limit.fold),
        f"{channel.hashtags.min}-{channel.hashtags.max}" if channel.hashtags.max else "none",
        channel.links.place.replace("_", " "),
        limit.basis,
        channel.verified_on,
    )


def _section(channel: Channel, phases: dict[str, str]) -> Iterator[str]:
    yield f'### <a id="{channel.key}"></a>{channel.name.en}'
    yield f"{channel.about.en} {channel.tone.en}"
    yield "\n".join(f"- {fact}" for fact in _facts(channel))
    yield "Parts that a writer delivers:"
    yield table(("Part", "Kind", "How many", "Longest", "What it is"), (_part(part) for part in channel.parts))
    yield "What belongs here:"
    yield table(("Phase", "Fits"), ((name, channel.belongs[key].en) for key, name in phases.items()))
    if channel.advice:
        yield "\n".join(["Advice:", "", *(f"- {item.en}{_inferred(item.inferred)}" for item in channel.advice)])
    yield f"Verified on {channel.verified_on}. Source: {channel.source}."


def _facts(channel: Channel) -> Iterator[str]:
    text = channel.text
    yield f"**{text.name.en}**: {_limit(text.limit)}"
    yield from (f"**{text.name.en}, also**: {_limit(limit)}" for limit in text.also)
    yield from (f"**`{part.key}`**: {_limit(part.limit)}" for part in channel.parts if part.limit)
    yield f"**Put together from**: {codes(text.assemble)}, in this order"
    hashtags = channel.hashtags
    many = f"{hashtags.min} to {hashtags.max}" if hashtags.max else "none"
    yield f"**Hashtags**: {many} ({hashtags.basis}).{_note(hashtags.note)}"
    yield f"**Links**: {_links(channel.links)}"
    yield from _rules(channel)
    if channel.spoken:
        spoken = channel.spoken
        yield (
            f"**Spoken**: {spoken.min_seconds} to {spoken.max_seconds} seconds, {spoken.words_per_minute} words "
            f"a minute, a hook of at most {spoken.hook_max_words} words ({spoken.basis})"
        )
    if channel.image:
        yield f"**Picture or film**: {channel.image.en}"


def _rules(channel: Channel) -> Iterator[str]:
    if channel.mentions_max is not None:
        yield f"**Mentions**: at most {channel.mentions_max}"
    yield f"**Markup**: {', '.join(channel.markup) or 'none'}. **Emoji**: {channel.emoji}"
    if channel.forbidden_characters:
        yield f"**Not accepted**: {' '.join(code(sign) for sign in channel.forbidden_characters)}"
    if channel.merge_fields:
        yield f"**Merge fields**: {codes(channel.merge_fields)}"


def _links(links: Links) -> str:
    places = {"text": "in the text", "none": "nowhere"}
    place = places.get(links.place, f"in the {links.place.replace('_', ' ')}")
    most = f", at most {links.max}" if links.max else ""
    tapped = "can be tapped" if links.clickable else "cannot be tapped"
    reach = {"none": "", "page": " and costs a page reach", "all": " and costs reach"}[links.reach]
    return f"{place}{most}; one in the text {tapped}{reach}.{_note(links.note)}"


def _limit(limit: Limit) -> str:
    unit = _UNITS.get(limit.counter, limit.counter)
    most = f"at most {limit.value:,} {unit}" if limit.value else "no limit known"
    fold = f", folded after about {limit.fold}" if limit.fold else ""
    return f"{most}{fold} ({limit.basis}).{_note(limit.note)}"


def _part(part: Part) -> tuple[str, ...]:
    many = str(part.min) if part.min == part.max else f"{part.min}-{part.max}"
    optional = ", may be left out" if part.optional else ""
    return code(part.key), part.kind, f"{many}{optional}", f"{part.max_chars} characters", part.about.en


def _figure(value: int | None) -> str:
    return f"{value:,}" if value is not None else ""


def _note(note: object) -> str:
    return f" {getattr(note, 'en', '')}" if note else ""


def _inferred(inferred: bool) -> str:
    return " *(Kernbot's advice)*" if inferred else ""
