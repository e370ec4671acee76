"""From an order or a source to posts, and from there to an approved text and a file."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from bot.domain.base import LANGUAGES, Language
from tests.fakes.bot_process import WAYS
from tests.fakes.files import docx, paragraph, pdf
from tests.fakes.running import MARK, PATIENCE, House, Talker
from tests.fakes.telegram import Message
from tests.integration.e2e.steps import approved, state, submitted

pytestmark = pytest.mark.asyncio(loop_scope="package")
CASE: dict[Language, tuple[str, ...]] = {
    "nl": (
        "Familie Bakker wilde kleiner wonen maar zag op tegen het uitzoeken.",
        "Wie beslist wat er meegaat?",
        "In maart 2025 verhuisden we hun huis in Utrecht in vier dagen.",
        "Van de 120 dozen bleef er geen een staan.",
        "Twee weken later belde mevrouw Bakker dat alle schilderijen al hingen.",
        "Wat kost zo'n verhuizing eigenlijk?",
        "We rekenden 1.850 euro, precies het bedrag van de offerte.",
        f"Haar codewoord was {MARK}.",
    ),
    "en": (
        "The Baker family wanted to live smaller but dreaded sorting everything out.",
        "Who decides what comes along?",
        "In March 2025 we moved their house in Leeds in four days.",
        "Of the 120 boxes not one was left behind.",
        "Two weeks later Mrs Baker called to say that all paintings were up.",
        "What does such a move cost?",
        "We charged 1,850 pounds, exactly the amount of the quote.",
        f"Her password was {MARK}.",
    ),
}
FIGURE = {"nl": "1.850 euro", "en": "1,850 pounds"}
PLACE = {"nl": "Utrecht", "en": "Leeds"}


@pytest.mark.parametrize("house", WAYS, indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_new_to_an_approved_text_and_a_file(house: House, language: Language) -> None:
    one = await house.owner("Noor", language)
    await _added(one, "/personas", "table-add-persona", f"Rust in huis, {MARK}.")
    await _added(one, "/propositions", "table-add-proposition", f"Wij brengen rust, {MARK}.")

    card = await one.writes("/new", "new-ask-who")
    await one.chooses(card.labels[0], "new-ask-when", card)
    await one.chooses(card.labels[3], "new-ask-what", card)
    await one.chooses(card.labels[0], "new-ask-goal", card)
    await one.chooses(card.labels[0], "new-ask-where", card)
    for label in [label for label in card.labels if label.startswith("✓") and "TikTok" not in label]:
        await one.taps(label, card)
        await one.finds(label.removeprefix("✓ "), card)
    await one.chooses(one.t("new-channels-done", count=1), "new-confirm", card)

    topics = await one.chooses("new-make", "ideas-pick", card)
    assert card.labels == [], "what was confirmed cannot be confirmed again"
    assert one.person.chat.drafts, "topics come in while they are made"
    assert len([label for label in topics.labels if label[:1].isdecimal()]) == 6
    await one.taps("2. ", topics)
    post = await one.offered("posts-do-submit")
    key_message = next(each for each in one.person.messages if one.words("ideas-redo") in each.labels)
    assert key_message.id < post.id, "the key message comes before the posts"
    assert "TikTok" in post.text
    assert state(one, "draft") in post.text

    refused = await one.writes("/export md", "board-export-nothing")
    assert refused.file is None
    await submitted(one, post)
    await approved(one, post)
    assert state(one, "approved") in post.text
    await one.taps("posts-clean", post)
    told = await one.sees(one.t("posts-clean-told", number=1))
    clean = one.person.messages[one.person.messages.index(told) - 1]
    assert not {entity.type for entity in clean.entities} - {"hashtag", "mention", "url"}
    assert clean.labels == []
    assert clean.text.split("\n")[0] in post.text

    for kind in ("md", "csv", "json", "docx"):
        await one.writes("/export", "board-export")
        handed = await one.chooses(
            f"board-export-{kind}", one.t("board-export-caption", brand=_brand(post), count=1)
        )
        assert handed.file is not None
        assert handed.file.name.endswith(kind)
        assert _says(handed.file.content, kind, clean.text.split("\n")[0].strip())


@pytest.mark.parametrize("kind", ["paste", "docx", "pdf"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_a_source_to_a_series(house: House, language: Language, kind: str) -> None:
    one = await house.owner("Noor", language)
    case = CASE[language]
    if kind == "paste":
        boxes = ", ".join(f"{'doos' if language == 'nl' else 'box'} {number}" for number in range(1, 480))
        one.person.says(f"{' '.join(case)} {boxes}.", forwarded_from="Bo")
        assert len([message for message in one.person.messages if message.origin]) == 2, "it comes in two messages"
        await one.sees("source-where")
    elif kind == "docx":
        await one.sends(f"{MARK}.docx", docx("".join(map(paragraph, case))), "source-where")
    else:
        await one.sends(f"{MARK}.pdf", pdf([case]), "source-where")
    await house.api.settled(PATIENCE)
    await one.taps("source-use-publish")
    found = await one.offered("source-take")
    place = _place(found, PLACE[language])
    await one.taps(f"✓ {place}", found)
    await one.finds(f"✗ {place}", found)
    kept = await one.chooses("source-take", "source-series", found)
    assert one.t("source-kind-source") in kept.text

    proof = await _proof(one)
    assert any(FIGURE[language] in label for label in proof), proof
    assert not any(PLACE[language] in label for label in proof), "what was dropped is not kept"
    await one.taps(kept.labels[0], kept)
    card = await one.offered("new-stop")
    if one.words("new-ask-who") in card.text:
        await one.taps(card.labels[0], card)
        await one.until(lambda: one.words("new-ask-who") not in card.text)
    await one.chooses("new-skip" if one.words("new-skip") in card.labels else "new-onward", "new-ask-where", card)
    ready = await one.chooses(one.beginning("new-channels-done", count=2), "new-confirm", card)
    assert one.t("new-row-about") in ready.text
    await one.chooses("new-make", "ideas-pick", ready)


async def _proof(one: Talker) -> list[str]:
    """The proof points of a brand, as far as a list shows them."""
    listed = await one.writes("/proof", "")
    labels = list(listed.labels)
    if one.words("table-later") in labels:
        await one.taps("table-later", listed)
        await one.until(lambda: listed.labels != labels)
        labels += listed.labels
    return labels


async def _added(one: Talker, command: str, button: str, text: str) -> None:
    listed = await one.writes(command, "")
    await one.taps(button, listed)
    await one.writes(text, text)


def _brand(card: Message) -> str:
    return card.styled("bold")[0]


def _place(found: Message, words: str) -> int:
    """The number of the proposal that says so."""
    before = found.text[: found.text.index(words)].splitlines()
    head = next(line for line in reversed(before) if line[:1] in "✓✗")
    return int(head.split()[1].rstrip("."))


def _says(content: bytes, kind: str, words: str) -> bool:
    if kind == "docx":
        content = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    if kind == "json":
        content = json.dumps(json.loads(content), ensure_ascii=False).encode()
    return words in content.decode()
