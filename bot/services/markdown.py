"""A pack as Markdown: to be read in a terminal, or pasted in a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.domain.base import Language, Words
from bot.domain.channel import Channel, Part
from bot.domain.journey import Phase
from bot.domain.pack import Claim, Finding, Length, Pack, Post, Topic

Label = Callable[[str], str]
_LIVE = re.compile(r"<(?=[A-Za-z/!?])|(?<=\])[(\[:]")
"""Where a tag, or where a link or picture leads, begins."""


def pack_markdown(pack: Pack, phase: Phase, channels: Mapping[str, Channel], labels: Mapping[str, Words]) -> str:
    """The whole pack. `channels` holds those of its posts."""

    def label(key: str) -> str:
        return labels[key][pack.language]

    blocks = [
        *_head(pack, phase, label),
        *_topics(pack, label),
        *_key_message(pack, phase, label),
        *(block for post in pack.posts for block in _post(post, channels[post.channel], pack.language, label)),
        *_candidates(pack, label),
        *_notes(pack, label),
    ]
    return _inert("\n\n".join(block for block in blocks if block)) + "\n"


def _inert(document: str) -> str:
    """Without what a viewer of Markdown would run or fetch because somebody typed it: tags of HTML, links with
    other words over them, pictures. Addresses stay readable as they are."""
    return _LIVE.sub(r"\\\g<0>", document)


def _head(pack: Pack, phase: Phase, label: Label) -> Iterator[str]:
    brief = pack.brief
    yield f"# {brief.brand.name} · {phase.name[pack.language]} · {label('concept')}"
    if pack.writer == "playbook":
        yield f"*{label('outline')}*"
    else:
        yield f"*{label('by_model').format(model=pack.writer.removeprefix('model:'))}*"
    yield f"**{label('proposition')}:** {brief.proposition.text}"
    yield _findings(pack.proposition_findings, label)


def _topics(pack: Pack, label: Label) -> Iterator[str]:
    yield f"## {label('topics')}"
    needs = {topic.why.need for topic in pack.topics}
    goals = {topic.why.goal for topic in pack.topics if topic.why.goal}
    shared = [f"{label('all_for')}: {needs.pop()}"] if len(needs) == 1 else []
    shared += [f"{label('goal')}: {goals.pop()}"] if len(goals) == 1 else []
    yield "\n".join(f"- {line}" for line in shared)
    for number, topic in enumerate(pack.topics, 1):
        yield _topic(number, topic, label, needs | goals)
    if pack.reserve:
        yield f"{label('reserve')}: " + " · ".join(topic.title for topic in pack.reserve)


def _topic(number: int, topic: Topic, label: Label, told_here: Collection[str]) -> str:
    marks = [
        f"{label('question')}: *{topic.question}*",
        f"{label('angle')}: {topic.angle}",
        f"{label('format')}: {topic.format} ({topic.media})",
    ]
    if topic.keywords:
        marks.append(f"{label('keywords')}: {', '.join(topic.keywords)}")
    reasons = [topic.why.need] if topic.why.need in told_here else []
    goal = f" {label('goal')}: {topic.why.goal.rstrip('.')}." if topic.why.goal in told_here else ""
    why = f"{label('fits')}: {' '.join([*reasons, topic.why.proposition])}{goal}"
    return f"{number}. **{topic.title}**\n   {' · '.join(marks)}\n   {why}"


def _key_message(pack: Pack, phase: Phase, label: Label) -> Iterator[str]:
    message = pack.key_message
    yield f"## {label('key_message')} ({phase.name[pack.language].lower()})"
    yield f"**{label('core')}:** {message.core}"
    yield f"**{label('promise')}:** {message.promise}"
    if message.supports:
        proof = f" [{', '.join(message.proof)}]" if message.proof else ""
        yield f"**{label('supports')}:**{proof}\n" + "\n".join(f"- {support}" for support in message.supports)
    if message.objection:
        answer = f"**{label('answer')}:** {message.answer or '–'}"
        yield f"**{label('objection')}:** {_quoted(message.objection)}\n{answer}"
    yield f"**{label('next_step')}:** {message.next_step}"
    yield f"**{label('tone')}:** {message.tone}"
    yield _findings(message.findings, label)


def _post(post: Post, channel: Channel, language: Language, label: Label) -> Iterator[str]:
    mark = f" · {label('outline_mark')}" if post.writer == "playbook" else ""
    yield f"## {channel.name[language]} · {label('concept')}{mark}"
    yield _lengths(post.lengths, channel, language, label)
    beside = [part for part in channel.parts if part.key in post.parts]
    yield from (_part(part, post.parts[part.key], language, label) for part in beside if part.kind == "beats")
    yield f"**{channel.text.name[language]}:**"
    yield "\n".join(f"> {line}".rstrip() for line in post.text.split("\n"))
    yield from (_part(part, post.parts[part.key], language, label) for part in beside if part.kind != "beats")
    if post.image_brief:
        yield f"**{label('image')}:** {post.image_brief}"
    if post.alt_text:
        yield f"**{label('alt_text')}:** {post.alt_text}"
    if post.replies:
        lines = (f"- {_quoted(reply.comment)}\n  {reply.answer}" for reply in post.replies)
        yield f"**{label('replies')}:**\n" + "\n".join(lines)
    yield _claims(post.claims, label)
    yield _findings(post.findings, label)
    shut = sum(finding.severity == "blocking" for finding in post.findings)
    yield label("blocked").format(count=shut) if shut else label("ready")


def _lengths(lengths: Iterable[Length], channel: Channel, language: Language, label: Label) -> str:
    said = []
    for length in lengths:
        part = channel.part(length.part)
        name = _named(part, label) if part else channel.text.name[language]
        of = f" {label('of')} {length.limit}" if length.limit else ""
        fold = f", {label('fold').format(fold=length.fold)}" if length.fold else ""
        said.append(f"{name}: {length.count}{of} {label(length.counter)}{fold}")
    said.append(label("channel_age").format(date=channel.verified_on))
    return f"{label('length')}: " + " · ".join(said)


def _part(part: Part, value: Any, language: Language, label: Label) -> str:
    name = f"**{_named(part, label)}**"
    match part.kind:
        case "line":
            return f"{name}: {value}"
        case "beats":
            return _table(value, label)
        case "slides":
            cards = (
                f"{number}. **{s['title']}** {s.get('text', '')}".rstrip() for number, s in enumerate(value, 1)
            )
            return f"{name}:\n" + "\n".join(cards)
        case "sections":
            return "\n\n".join(f"### {section['heading']}\n\n{section['text']}" for section in value)
        case "hashtags":
            return f"{name}: {' '.join(value)}"
        case _:
            return f"{name}:\n" + "\n".join(f"- {line}" for line in value)


def _named(part: Part, label: Label) -> str:
    """What people call the part; one of a channel of the user's own goes by its key."""
    try:
        return label(f"part_{part.key}")
    except KeyError:
        return part.key.replace("_", " ").capitalize()


def _table(beats: Sequence[Mapping[str, Any]], label: Label) -> str:
    def cell(text: object) -> str:
        return str(text).replace("|", "/").replace("\n", " ")

    rows = [
        f"| {label('seconds')} | {label('visual')} | {label('spoken')} | {label('on_screen')} |",
        "|---|---|---|---|",
        *(
            f"| {beat['start']}-{beat['end']} | {cell(beat['visual'])} | {cell(beat['spoken'])} "
            f"| {cell(beat.get('on_screen', ''))} |"
            for beat in beats
        ),
    ]
    return "\n".join(rows)


def _claims(claims: Sequence[Claim], label: Label) -> str:
    if not claims:
        return ""
    return f"**{label('claims')}:**\n" + "\n".join(_claim(claim, label) for claim in claims)


def _claim(claim: Claim, label: Label) -> str:
    kind = label("promise_kind" if claim.kind == "promise" else claim.kind)
    carried = claim.proof or (f"“{claim.source_sentence}”" if claim.source_sentence else "")
    carrier = f" [{carried}]" if carried else ""
    reason = f" ({claim.reason})" if claim.reason else ""
    standing = "" if claim.kind == "opinion" else f", {label(claim.standing)}"
    return f"- {_quoted(claim.text)} · {kind}{standing}{carrier}{reason}"


def _findings(findings: Sequence[Finding], label: Label) -> str:
    if not findings:
        return ""
    return f"**{label('findings')}:**\n" + "\n".join(_finding(finding, label) for finding in findings)


def _finding(finding: Finding, label: Label) -> str:
    words = finding.excerpt.replace("\n", " ")
    shown = f" {_quoted(words)}" if words and words not in finding.message else ""
    return (
        f"- {label(finding.severity)} `{finding.check}`: {finding.message}{shown} {label('solve')}: {finding.fix}"
    )


def _quoted(words: str) -> str:
    """The words in quotation marks, once: a quotation that was cut off is closed again."""
    if not words.startswith("“"):
        return f"“{words}”"
    return words if "”" in words else f"{words}”"


def _candidates(pack: Pack, label: Label) -> Iterator[str]:
    if pack.proof_candidates:
        yield f"## {label('candidates')}"
        yield "\n".join(f"- {fact.id}: {fact.text} (“{fact.sentence}”)" for fact in pack.proof_candidates)


def _notes(pack: Pack, label: Label) -> Iterator[str]:
    notes = list(pack.notes)
    if pack.usage.calls:
        usage = pack.usage
        cost = f", {label('cost').lower()} {usage.cost:.4f}" if usage.cost is not None else ""
        notes.append(f"{usage.calls} calls, {usage.prompt_tokens}+{usage.completion_tokens} tokens{cost}")
    if notes:
        yield f"## {label('notes')}"
        yield "\n".join(f"- {note}" for note in notes)
