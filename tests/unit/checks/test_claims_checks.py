"""The checks on claims: which one speaks, about which words, and what it says."""

from __future__ import annotations

from string import Formatter
from typing import Any

import pytest

from bot.checks import run
from bot.checks.claims import CHECKS
from bot.checks.claims.judged import judged
from bot.checks.claims.lexicon import lexicon
from bot.checks.claims.unlisted import unlisted
from bot.checks.green import CHECKS as GREEN
from bot.domain.base import LANGUAGES, Language
from bot.domain.check import Check, CheckContext, Draft
from bot.domain.pack import Claim
from tests.fakes.checking import KNOWLEDGE, brief, channel, context

SELF = {"id": "B1", "text": "Bewoners kiezen zelf een tijdstip bij de schilder"}
LATE = {"id": "B2", "text": "40 van de 50 dozen kwamen op tijd", "valid_until": "2026-05-01"}


def seen(language: Language = "nl", **changes: Any) -> CheckContext:
    return context(language=language, of=brief(language=language, **changes))


def found(text: str, in_context: CheckContext, **parts: Any) -> list[tuple[str, str]]:
    draft = Draft("trial", text, parts)
    return [(check.id, hit.excerpt) for check in CHECKS for hit in check.find(draft, in_context)]


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("In 2025 was 91 procent van de deuren klaar.", "claims.unproven"),
        ("40 van de 50 dozen kwamen op tijd.", "claims.expired"),
        ("Van de 80 deuren klemden er 12 (25%).", "claims.arithmetic"),
        ("Hanna sprak 40 bewoners.", "claims.permission"),
        ("We vegen de stoep voor we gaan.", "claims.promise"),
        ("Dat vertelt Marloes van Dijk graag.", "claims.named_person"),
    ],
)
def test_each_fault_has_its_own_check(text: str, check: str) -> None:
    source = {"title": "Gesprek", "text": "Hanna sprak 40 bewoners."}
    names = [name for name, _ in found(text, seen(proof=[SELF, LATE], source=source))]
    assert check in names
    assert len([name for name in names if name not in (check, "claims.named_person")]) <= (
        check == "claims.named_person"
    )


def test_proven_claims_and_plain_sentences_get_no_remark() -> None:
    text = "Het regende.\n\nBewoners kiezen zelf een tijdstip. Wat zou jij kiezen?"
    assert found(text, seen(proof=[SELF])) == []


BEST = {"nl": "Wij bakken het lekkerste brood van Nederland.", "en": "We bake the finest bread in the country."}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_superlative_of_the_brief_stands_as_the_brief_says_and_is_advised_on(language: Language) -> None:
    text = BEST[language]
    said = seen(language, proposition={"text": text})
    assert [claim.standing for claim in judged(Draft("trial", text), said)] == ["from_brief"]
    assert found(text, said) == [("claims.superlative", text)]


def test_a_proposition_that_may_only_be_quoted_is_advised_on_too() -> None:
    of = seen(proposition={"text": BEST["nl"]})
    claims = (Claim(text=f"“{BEST['nl']}”", kind="promise", standing="from_brief"),)
    draft = Draft("trial", f"Zo doen wij het. “{BEST['nl']}”", claims=claims)
    assert [check.id for check in CHECKS for hit in check.find(draft, of)] == ["claims.superlative"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_superlative_that_is_proven_or_carried_by_nothing_is_not_advised_on(language: Language) -> None:
    text = BEST[language]
    assert found(text, seen(language, proposition={"text": text}, proof=[{"id": "B1", "text": text}])) == []
    assert found(text, seen(language)) == [("claims.unproven", text)]


def test_a_superlative_that_the_persona_takes_for_granted_is_no_better() -> None:
    assert found(BEST["nl"], seen(persona={"need": BEST["nl"]})) == [("claims.superlative", BEST["nl"])]


def test_the_drafts_own_claims_are_taken_as_they_are() -> None:
    claims = (
        Claim(text="Zin een.", kind="fact", standing="unproven", reason="Omdat.", lacks="period", part="cta"),
        Claim(text="Zin twee.", kind="fact", standing="unproven", lacks="expired"),
        Claim(text="Zin drie.", kind="fact", standing="proven", proof="B1"),
        Claim(text="Zin vier.", kind="promise", standing="unproven"),
        Claim(text="Zin vijf.", kind="opinion", standing="unproven", lacks="opinion"),
        Claim(text="Zin zes.", kind="fact", standing="unproven"),
    )
    draft = Draft("trial", "In 2025 was 91 procent klaar.", claims=claims)
    hits = [(check.id, hit.excerpt, hit.part) for check in CHECKS for hit in check.find(draft, seen())]
    assert hits == [
        ("claims.unproven", "Zin een.", "cta"),
        ("claims.unproven", "Zin zes.", "text"),
        ("claims.expired", "Zin twee.", "text"),
        ("claims.promise", "Zin vier.", "text"),
    ]


def test_without_a_brief_nothing_is_proven_and_no_name_is_unknown() -> None:
    text = "In 2025 was 91 procent klaar, zegt Marloes van Dijk."
    assert found(text, context()) == [("claims.unproven", text)]


def test_the_claims_of_a_draft_are_worked_out_once() -> None:
    draft, in_context = Draft("trial", "In 2025 was 91 procent klaar."), seen()
    assert judged(draft, in_context) is judged(draft, in_context)


def test_a_finding_says_what_is_missing() -> None:
    finding = run.findings(
        CHECKS,
        Draft("trial", "Bewoners kiezen niet zelf een tijdstip. 91 procent koos zelf."),
        seen(proof=[SELF]),
        KNOWLEDGE.check_texts,
    )[0]
    assert finding.severity == "blocking"
    assert finding.message.startswith("“91 procent koos zelf.” staat nergens zwart op wit.")


# -- names ----------------------------------------------------------------------------------------------


def mentions(text: str, language: Language = "nl", field: str = "", **changes: Any) -> list[str]:
    of = brief(language=language, **changes)
    found = unlisted([("text", text)], of, field, lexicon(KNOWLEDGE.phrases, language))
    return [mention.text for mention in found]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("nl", "Dat zegt Karin de Boer, eigenaar van een kapsalon.", ["Karin de Boer"]),
        ("nl", "Volgens Teun Kamphuis scheelt het een avond.", ["Teun Kamphuis"]),
        ("nl", "Ook bakkerij Smit doet mee.", ["Smit"]),
        ("nl", "Wij hielpen Groothuis BV aan dozen.", ["Groothuis BV"]),
        ("nl", "Joris en Maaike staan klaar.", ["Joris", "Maaike"]),
        ("nl", "Download onze gratis checklist.", ["checklist"]),
        ("en", "Harlow Council moved last spring.", ["Harlow Council"]),
        ("en", "Priya Nair, who runs a bakery, agrees.", ["Priya Nair"]),
        ("en", "Gable & Sons mills our flour.", ["Gable & Sons"]),
        ("en", "Sign up for our webinar.", ["webinar"]),
    ],
)
def test_names_and_things_that_nobody_gave(language: Language, text: str, names: list[str]) -> None:
    assert mentions(text, language) == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Wie belt de HR-afdeling op LinkedIn of in Excel?"),
        ("nl", "Volgens Nederland is het zomer."),
        ("nl", "Wij van Veldwerk zien dat anders."),
        ("nl", "Een checklist helpt, een podcast niet."),
        ("nl", "Volgende week, zei de klant op Maandag."),
        ("nl", "Hartelijke groet,\nJoris"),
        ("nl", "Hartelijke groet, Joris van Veldwerk"),
        ("en", "Kind regards,\nSarah"),
        ("en", "Our Customer Success team and the Quality Manual."),
        ("en", "In this webinar nobody claps."),
    ],
)
def test_no_false_alarm_on_capitals(language: Language, text: str) -> None:
    assert mentions(text, language) == []


def test_what_stands_anywhere_in_the_brief_may_be_named() -> None:
    changes: dict[str, Any] = {
        "assets": [{"id": "A1", "kind": "checklist", "title": "Een dag met Jelle"}],
        "source": {"title": "Gesprek", "text": "Karin de Boer belde."},
    }
    assert mentions("Jelle zegt het, Karin de Boer ook. Pak onze checklist.", **changes) == []
    assert mentions("Jelle Visser belde.", **changes) == ["Jelle Visser"]


def test_a_channel_may_name_itself() -> None:
    assert mentions("Schrijf je in voor onze nieuwsbrief.", field="newsletter Nieuwsbrief") == []
    assert mentions("Schrijf je in voor onze nieuwsbrief.") == ["nieuwsbrief"]


def test_one_name_is_one_finding() -> None:
    text = "Joris belt. Daarna belt Joris weer."
    assert [name for name, _ in found(text, seen())] == ["claims.named_person"]
    assert found("Stil.", seen(), cta="Vraag naar Joris.") == [("claims.named_person", "Joris")]


# -- texts ----------------------------------------------------------------------------------------------


def test_every_text_belongs_to_a_check() -> None:
    families = ("claims.", "green.", "health.", "safety.")
    ours = {check.id for check in (*CHECKS, *GREEN)}
    assert {name for name in KNOWLEDGE.check_texts if name.startswith(families)} == ours


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("check", [*CHECKS, *GREEN], ids=lambda check: check.id)
def test_the_example_of_every_check_shows_its_fault(check: Check, language: Language) -> None:
    example = KNOWLEDGE.check_texts[check.id].example
    assert example is not None
    text = example[language]
    proof = {"id": "B1", "text": text}
    briefs = (
        {},
        {"proof": [proof]},
        {"proof": [{**proof, "valid_until": "2026-01-01"}]},
        {"source": {"title": "Bron", "text": text}},
        {"proposition": {"text": text}},
    )
    contexts = [context(channel(), language, of=brief(language=language, **changes)) for changes in briefs]
    assert any(list(check.find(Draft("trial", text), each)) for each in contexts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_can_be_filled_in(language: Language) -> None:
    known = {"proof", "found", "claimed", "words", "period", "date", "sum", "part", "whole"}
    reasons = lexicon(KNOWLEDGE.phrases, language).reasons
    assert reasons.keys() == lexicon(KNOWLEDGE.phrases, "en").reasons.keys()
    for sentence in reasons.values():
        assert {slot for _, slot, _, _ in Formatter().parse(sentence) if slot} <= known
