"""Prompt injection, the way in: what somebody typed stands in a prompt as a JSON value within its boundary, and
changes nothing else of it, whatever it says and wherever it was typed."""

from __future__ import annotations

import hmac
import json
import re
from functools import cache
from typing import Any, NamedTuple

import pytest

from bot.domain.base import LANGUAGES, Language
from bot.domain.check import texts_in
from bot.domain.errors import ModelFailedError
from bot.domain.model import ModelRequest
from bot.generation.model_editor import ModelEditor
from bot.services.reading import read
from tests.fakes.calls import ScriptedCall
from tests.fakes.composing import KNOWLEDGE
from tests.fakes.files import docx, paragraph, pdf
from tests.security.corpus import FIELDS, PAYLOADS, PROMPTS, WISHES, Payload, ordered, request

_OPENS = re.compile(r"<data ([\w.æëé-]+) ([0-9a-f]{12})>")
CLEAN = Payload("clean", "nl", "none", "Gewone woorden van iemand die gewoon iets wil.")


class Read(NamedTuple):
    """A prompt taken apart the way its rules say: what stands outside all boundaries, and each block within."""

    outside: str
    blocks: tuple[tuple[str, Any], ...]


def taken_apart(prompt: str) -> Read:
    """The rules of the boundary, and no others: a block opens with its name and mark on a line of its own, holds
    one line of JSON that has this mark, and closes with it."""
    outside: list[str] = []
    blocks: list[tuple[str, Any]] = []
    lines = iter(re.split(r"[\n\r\x0b\x0c\x85\u2028\u2029]", prompt))  # whatever a reader takes for a line
    for line in lines:
        opened = _OPENS.fullmatch(line)
        if opened is None:
            assert "<data " not in line.replace("`<data ...>`", ""), "a boundary in the middle of a line"
            outside.append(line)
            continue
        text = next(lines)
        assert next(lines) == f"</data {opened[2]}>"
        assert hmac.new(b"kernbot data boundary", text.encode(), "sha256").hexdigest()[:12] == opened[2]
        blocks.append((opened[1], json.loads(text)))
        outside.append(f"<data {opened[1]}>")
    return Read("\n".join(outside), tuple(blocks))


def same_but_for_values(sent: ModelRequest, usual: ModelRequest, *typed: str) -> None:
    """Says that two requests differ in values of their data alone, and that what was typed stands in those, in one
    of the forms given."""
    assert sent.schema == usual.schema
    assert (sent.task, sent.max_tokens) == (usual.task, usual.max_tokens)
    values: list[str] = []
    for mine, theirs in ((sent.prefix, usual.prefix), (sent.prompt, usual.prompt)):
        one, other = taken_apart(mine), taken_apart(theirs)
        assert one.outside == other.outside
        assert [name for name, _ in one.blocks] == [name for name, _ in other.blocks]
        for (_, block), (_, usual_block) in zip(one.blocks, other.blocks, strict=True):
            assert _keys(block) == _keys(usual_block)
            values += [block] if isinstance(block, str) else [text for _, text in texts_in(block)]
    assert any(form in value for value in values for form in typed)


def _keys(value: Any) -> set[str]:
    """The names in a value, at any depth."""
    if isinstance(value, dict):
        return set(value).union(*(_keys(one) for one in value.values()))
    return set().union(*(_keys(one) for one in value)) if isinstance(value, list) else set()


@cache
def _places() -> tuple[str, ...]:
    return (*FIELDS, *WISHES)


async def _sent(place: str, payload: Payload, language: Language) -> ModelRequest:
    if place in FIELDS:
        order = ordered(language, **FIELDS[place](payload))
        return await request(lambda editor: editor.topics(order, lambda event: None))
    order = ordered(language)
    return await request(lambda editor: WISHES[place](editor, order, payload.text))


@pytest.mark.parametrize("place", _places())
async def test_whatever_is_typed_it_is_a_value_and_the_rest_of_the_prompt_is_byte_for_byte_the_same(
    place: str,
) -> None:
    """Every text in every place: some two thousand prompts."""
    for language in LANGUAGES:
        usual = await _sent(place, CLEAN, language)
        for payload in PAYLOADS:
            if payload.language == language:
                sent = await _sent(place, payload, language)
                # A field of one line has its breaks taken out, a text its ends trimmed.
                same_but_for_values(sent, usual, payload.text.strip()[:200], payload.line[:200])


@pytest.mark.parametrize("place", ["persona.need", "source.text", "brief.goal"])
async def test_nothing_that_is_typed_is_ever_a_template(place: str) -> None:
    for payload in (one for one in PAYLOADS if one.kind == "template"):
        sent = await _sent(place, payload, "nl")
        whole = sent.prefix + sent.prompt
        assert json.dumps(payload.text, ensure_ascii=False)[1:-1] in whole
        assert not {"1337", "root:", "uid="} & set(re.findall(r"\w+[:=]?", whole))


def _files(payload: Payload) -> dict[str, bytes]:
    """The text as files that people hand over."""
    plain = re.sub(r"[^\x20-\x7e]", "", payload.text.replace("\n", " "))[:90]
    safe = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {
        "a.txt": re.sub(r"[\x00-\x08\x0e-\x1f]", "", payload.text).encode("utf-8", "replace"),
        "a.docx": docx(paragraph(safe)),
        "a.html": f"<html><body><p>{safe}</p></body></html>".encode(),
    }


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.html"])
async def test_a_file_says_no_more_than_what_is_typed(name: str) -> None:
    usual = await request(lambda editor: editor.topics(ordered("nl"), lambda event: None))
    for payload in PAYLOADS:
        made = read(_files(payload)[name], name)
        order = ordered("nl", source={"title": "Een gesprek", "text": made.text, "permission": "publish"})
        sent = await request(lambda editor, order=order: editor.topics(order, lambda event: None))
        same_but_for_values(sent, usual, made.text.strip()[:200])


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if one.id in ("nl-end-1", "en-json-1")])
async def test_a_pdf_says_no_more_either(payload: Payload) -> None:
    """One of each is enough: a PDF is read in a process of its own, which takes its time."""
    usual = await request(lambda editor: editor.topics(ordered("nl"), lambda event: None))
    line = re.sub(r"[^\x20-\x7e]", "", payload.text.replace("\n", " "))[:90]
    made = read(pdf([[line]]), "a.pdf")
    assert "data" in made.text or "standing" in made.text
    order = ordered("nl", source={"title": "Een gesprek", "text": made.text, "permission": "publish"})
    sent = await request(lambda editor: editor.topics(order, lambda event: None))
    same_but_for_values(sent, usual, made.text.strip()[:60])


async def test_what_a_model_answered_is_data_too_when_it_is_sent_back() -> None:
    """An answer that obeyed somebody comes back to the model with its faults: as a value, like the faults."""
    order = ordered("nl")
    for payload in PAYLOADS:
        call = ScriptedCall({"topics": [payload.text, json.dumps({payload.line: 1})]})
        with pytest.raises(ModelFailedError, match="gave no valid answer"):
            await ModelEditor(call, "m", PROMPTS, KNOWLEDGE, 2000).topics(order, lambda event: None)
        first, again = call.requests
        assert again.schema == first.schema
        found = taken_apart(again.prompt)
        assert [name for name, _ in found.blocks] == ["offences", "answer"]
        assert found.blocks[1][1] == payload.text[:8000]
