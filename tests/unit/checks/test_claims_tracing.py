"""Claims laid beside their proof. A false "proven" is the worst mistake here: most pairs try to provoke one."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from bot.checks.claims.evidence import dossier
from bot.checks.claims.finding import Candidate
from bot.checks.claims.lexicon import lexicon
from bot.checks.claims.tracing import Verdict, claims_of, judge, trace
from bot.domain.base import Language
from bot.domain.pack import ClaimKind
from tests.fakes.checking import KNOWLEDGE, brief

TODAY = date(2026, 6, 1)

GUTTERS = "In 2025 was 91 procent van de dakgoten binnen twee werkdagen gerepareerd"
PARCELS = "1.140 van de 1.212 pakketten in 2025 kwamen binnen twee werkdagen aan"
SELF = "Bewoners kiezen zelf een tijdstip bij de schilder"
PHONE = "Buiten kantooruren belt de huurder de storingslijn, bereikbaar van 7 tot 22 uur"
CAKES = "Bij 40 van de 50 bruiloften in 2025 bleef er taart over"
DENTIST = "Of 480 check-ups in 2025, 451 started on time"
BOILERS = "In 2025, 1,140 of 1,212 boilers were repaired within two working days"
NURSES = "Parents choose their own swimming teacher"
RISE = "In 2024 the library lent 80 guitars, in 2025 it lent 120 guitars"
TEAMS = "We have 14 gardeners and 3 vans"

# language, proof, claim, what it lacks ("" when the proof carries it)
PAIRS: list[tuple[Language, str, str, str]] = [
    # the same fact in other words
    ("nl", GUTTERS, "In 2025 was 91% van de dakgoten binnen twee werkdagen gerepareerd.", ""),
    ("nl", GUTTERS, "91 procent van de dakgoten was in 2025 binnen twee werkdagen gerepareerd.", ""),
    ("nl", GUTTERS, "Vorig jaar repareerden we 91 procent van de dakgoten binnen 2 werkdagen.", ""),
    (
        "nl",
        GUTTERS,
        "Van de honderd dakgoten waren er in 2025 eenennegentig binnen twee werkdagen gerepareerd.",
        "",
    ),
    ("nl", PARCELS, "Van de 1.212 pakketten kwamen er vorig jaar 1.140 binnen twee werkdagen aan.", ""),
    ("nl", SELF, "Bewoners kiezen zelf een tijdstip.", ""),
    ("nl", SELF, "Bewoners kiezen zelf.", ""),
    ("nl", PHONE, "De storingslijn is bereikbaar van 7 tot 22 uur.", ""),
    ("nl", PHONE, "De storingslijn is bereikbaar van 22 tot 7 uur.", "bound"),
    ("nl", PHONE, "De storingslijn is dag en nacht bereikbaar.", "words"),
    ("en", BOILERS, "Of 1,212 boilers, 1,140 were repaired within two working days last year.", ""),
    ("en", BOILERS, "Last year 1,140 of the 1,212 boilers were repaired within 2 working days.", ""),
    ("en", NURSES, "Parents choose their own teacher.", "scope"),
    ("en", NURSES, "Parents choose their own swimming teacher.", ""),
    ("en", TEAMS, "We have fourteen gardeners.", ""),
    ("en", "The course lasts 90 minutes", "The course lasts an hour and a half.", "words"),
    ("en", "The course lasts 90 minutes", "The course lasts 1.5 hours.", ""),
    # more than, nearly, about
    ("nl", GUTTERS, "In 2025 was meer dan 90 procent van de dakgoten binnen twee werkdagen gerepareerd.", ""),
    ("nl", GUTTERS, "In 2025 was ruim 90 procent van de dakgoten binnen twee werkdagen gerepareerd.", ""),
    ("nl", GUTTERS, "In 2025 was minstens 91 procent van de dakgoten binnen twee werkdagen gerepareerd.", ""),
    ("nl", GUTTERS, "In 2025 was bijna 95 procent van de dakgoten binnen twee werkdagen gerepareerd.", ""),
    ("nl", GUTTERS, "In 2025 was ongeveer 90 procent van de dakgoten binnen twee werkdagen gerepareerd.", ""),
    ("nl", GUTTERS, "In 2025 was meer dan 91 procent van de dakgoten binnen twee werkdagen gerepareerd.", "bound"),
    ("nl", GUTTERS, "In 2025 was bijna 91 procent van de dakgoten binnen twee werkdagen gerepareerd.", "bound"),
    ("nl", GUTTERS, "In 2025 was bijna 100 procent van de dakgoten binnen twee werkdagen gerepareerd.", "figure"),
    ("nl", "Klanten besparen tot 30 procent", "Klanten besparen 30 procent.", "bound"),
    ("nl", "Klanten besparen 20 procent", "Klanten besparen tot 30 procent.", "figure"),
    ("nl", "Ongeveer 200 scholen gebruiken het rooster", "200 scholen gebruiken het rooster.", "bound"),
    ("en", "Repairs cost from £40", "Repairs cost £40.", "bound"),
    # figures that follow by a sum
    ("nl", PARCELS, "In 2025 kwam 94 procent van de pakketten binnen twee werkdagen aan.", ""),
    ("nl", PARCELS, "In 2025 kwam 94,1 procent van de pakketten binnen twee werkdagen aan.", ""),
    ("nl", CAKES, "Bij vier van de vijf bruiloften bleef er in 2025 taart over.", ""),
    ("nl", CAKES, "Bij 10 van de 50 bruiloften bleef er in 2025 geen taart over.", ""),
    ("nl", CAKES, "Bij 20 procent van de bruiloften bleef er in 2025 geen taart over.", ""),
    ("en", BOILERS, "Of the 1,212 boilers in 2025, 72 took longer than two working days to be repaired.", ""),
    ("en", BOILERS, "72 boilers were repaired late last year.", ""),
    ("en", DENTIST, "Of 480 check-ups in 2025, 29 started late.", ""),
    ("en", RISE, "In 2025 the library lent 40 more guitars than in 2024.", ""),
    ("en", RISE, "In 2025 the library lent 50% more guitars than in 2024.", ""),
    (
        "en",
        "In 2024 85% of trains ran, in 2025 91% of trains ran",
        "In 2025 6 percentage points more trains ran than in 2024.",
        "",
    ),
    ("nl", "We plantten 120 linden en 80 eiken", "Samen plantten we 200 linden en eiken.", ""),
    ("nl", PARCELS, "In 2025 kwam 95 procent van de pakketten binnen twee werkdagen aan.", "arithmetic"),
    ("nl", PARCELS, "In 2025 kwamen 72 pakketten binnen twee werkdagen aan.", "arithmetic"),
    ("nl", PARCELS, "In 2025 kwamen 1.140 van de 1.212 pakketten te laat aan.", "negation"),
    ("en", RISE, "In 2025 the library lent 40 fewer guitars than in 2024.", "figure"),
    ("en", RISE, "In 2025 the library lent 60% more guitars than in 2024.", "arithmetic"),
    (
        "en",
        "In 2024 85% of trains ran, in 2025 91% of trains ran",
        "In 2025 6% more trains ran than in 2024.",
        "figure",
    ),
    ("nl", "We plantten 120 linden en 80 eiken", "We plantten 200 linden.", "figure"),
    ("nl", GUTTERS, "Negen van de tien dakgoten waren in 2025 binnen twee werkdagen gerepareerd.", "arithmetic"),
    # another figure, unit, separator
    ("nl", GUTTERS, "In 2025 was 9 procent van de dakgoten binnen twee werkdagen gerepareerd.", "figure"),
    ("nl", GUTTERS, "In 2025 was 91 promille van de dakgoten binnen twee werkdagen gerepareerd.", "unit"),
    ("nl", GUTTERS, "In 2025 waren 91 dakgoten binnen twee werkdagen gerepareerd.", "unit"),
    ("nl", GUTTERS, "In 2025 was 91 procent van de dakgoten binnen twee dagen gerepareerd.", "unit"),
    ("nl", GUTTERS, "In 2025 was 91 procent van de dakgoten binnen twee weken gerepareerd.", "unit"),
    ("nl", GUTTERS, "In 2025 lag 91 procentpunt van de dakgoten binnen twee werkdagen gerepareerd.", "unit"),
    ("nl", PARCELS, "In 2025 kwamen 12,12 van de 1.140 pakketten binnen twee werkdagen aan.", "arithmetic"),
    ("en", BOILERS, "In 2025, 1.14 of 1,212 boilers were repaired within two working days.", "arithmetic"),
    ("en", BOILERS, "In 2025, 1,212 of 1,140 boilers were repaired within two working days.", "role"),
    ("en", TEAMS, "We have 3 gardeners.", "role"),
    ("en", TEAMS, "We have 14 vans.", "role"),
    ("en", "A room costs £90", "A room costs €90.", "unit"),
    ("en", "91% are home in two days and 9% in five days", "91% are home in five days.", "role"),
    # another period
    ("nl", GUTTERS, "In 2024 was 91 procent van de dakgoten binnen twee werkdagen gerepareerd.", "period"),
    ("nl", GUTTERS, "Dit jaar was 91 procent van de dakgoten binnen twee werkdagen gerepareerd.", "period"),
    ("nl", GUTTERS, "In maart 2025 was 91 procent van de dakgoten binnen twee werkdagen gerepareerd.", "period"),
    ("nl", GUTTERS, "91 procent van de dakgoten is binnen twee werkdagen gerepareerd.", "no_period"),
    ("en", TEAMS, "In 2025 we had 14 gardeners.", "extra_period"),
    ("en", "We have bound books since 1951", "We have bound books since 1951.", ""),
    ("en", "We have bound books since 1951", "We bound books in 1951.", "period"),
    # another subject or predicate with the same figure
    ("nl", GUTTERS, "In 2025 was 91 procent van de klanten binnen twee werkdagen tevreden.", "words"),
    ("nl", GUTTERS, "In 2025 was 91 procent van de dakgoten binnen twee werkdagen betaald.", "words"),
    ("nl", PARCELS, "1.140 van de 1.212 klanten in 2025 kwamen binnen twee werkdagen terug.", "words"),
    ("en", TEAMS, "We have 14 gardeners and 3 vets.", "words"),
    # narrower proof, wider claim
    (
        "nl",
        "In 2025 was 91 procent van de lekken in Zwolle binnen een dag dicht",
        "In 2025 was 91 procent van de lekken binnen een dag dicht.",
        "names",
    ),
    (
        "nl",
        "In 2025 was 91 procent van de lekken aan platte daken dicht",
        "In 2025 was 91 procent van de lekken dicht.",
        "scope",
    ),
    ("nl", "Grote klanten kiezen zelf een schilder", "Klanten kiezen zelf een schilder.", "scope"),
    ("nl", GUTTERS, "Dakgoten zijn binnen twee werkdagen gerepareerd.", "dropped"),
    ("nl", GUTTERS, "In 2025 was 91 procent van de dakgoten gerepareerd.", "dropped"),
    ("en", BOILERS, "In 2025, 1,212 boilers were repaired within two working days.", "role"),
    (
        "nl",
        "We volgden 388 scheuren en daarvan bewogen er 301 niet",
        "We volgden 388 scheuren die niet bewogen.",
        "dropped",
    ),
    (
        "nl",
        "Van de 388 scheuren die we in 2024 en 2025 volgden, bewogen er 301 niet",
        "De 388 scheuren die we in 2024 en 2025 volgden, bewogen niet.",
        "role",
    ),
    ("en", "We lost 31 pieces and paid for all 31", "We lost 31 pieces.", "scope"),
    ("en", NURSES, "All parents choose their own swimming teacher.", "words"),
    ("en", NURSES, "Only parents choose their own swimming teacher.", "words"),
    ("en", "Parents usually choose their own teacher", "Parents choose their own teacher.", "limit"),
    (
        "en",
        "If the pool is closed, parents choose their own teacher",
        "Parents choose their own teacher.",
        "limit",
    ),
    ("en", "We hope that parents choose their own teacher", "Parents choose their own teacher.", "limit"),
    # denied, or the denial gone
    ("nl", SELF, "Bewoners kiezen niet zelf een tijdstip bij de schilder.", "negation"),
    ("nl", "Bewoners kiezen niet zelf een tijdstip", "Bewoners kiezen zelf een tijdstip.", "negation"),
    ("nl", GUTTERS, "In 2025 was 91 procent van de dakgoten niet binnen twee werkdagen gerepareerd.", "negation"),
    ("nl", GUTTERS, "In 2025 was 9 procent van de dakgoten niet binnen twee werkdagen gerepareerd.", ""),
    ("en", "We do not sell your address", "We sell your address.", "negation"),
    (
        "en",
        BOILERS,
        "In 2025, 1,140 of 1,212 boilers took longer than two working days to be repaired.",
        "negation",
    ),
    # the other direction, degree, order
    ("en", "Complaints fell by 20%", "Complaints rose by 20%.", "words"),
    ("en", "The fast lane is open", "The fastest lane is open.", "words"),
    ("en", "Owners walk their dog past the vet daily", "Vets walk their owner past the dog daily.", "order"),
    ("en", "Renting is cheaper than buying", "Buying is cheaper than renting.", "order"),
    ("en", "Renting is cheaper than buying", "Buying is cheaper.", "order"),
    ("en", "Renting is cheaper than buying", "Renting is cheaper than buying.", ""),
    ("nl", "Huren is goedkoper dan kopen", "Kopen is goedkoper.", "order"),
    ("nl", "De huurder belt de schilder", "De huurder wordt door de schilder gebeld.", "words"),
    ("nl", "Bewoners bellen de schilder op maandag", "Schilders bellen de bewoner op maandag.", "order"),
    ("nl", "Bewoners bellen de schilder op maandag", "Op maandag bellen bewoners de schilder.", ""),
    ("nl", "40 bewoners belden op maandag de schilder", "De schilder belde op maandag 40 bewoners.", "order"),
    ("en", "40 residents called the painter", "The painter called 40 residents.", "order"),
    (
        "en",
        "A home counted 31 searches in the month before and 4 in the month after",
        "A home counted 31 searches in the month after and 4 in the month before.",
        "order",
    ),
    ("en", RISE, "In 2025 the library lent 80 guitars, in 2024 it lent 120 guitars.", "order"),
    (
        "nl",
        "De vragenlijst bij de verkoop vraagt naar scheuren",
        "De verkoop bij de vragenlijst vraagt naar scheuren.",
        "order",
    ),
    # before and after, inside and outside, then and now
    ("nl", "De kelder is open voor tien uur", "De kelder is open na tien uur.", "bound"),
    ("nl", "De kelder is open buiten kantooruren", "De kelder is open binnen kantooruren.", "words"),
    ("nl", "De winkel is open na de middag", "De winkel is open voor de middag.", "scope"),
    ("en", "The cellar opens after noon", "The cellar opens before noon.", "words"),
    ("en", "We had 14 gardeners", "We have 14 gardeners.", "past"),
    ("en", "No more than 10 chairs broke", "No more than 8 chairs broke.", "figure"),
    (
        "nl",
        "Niet meer dan 10 procent van de ramen klemde",
        "Niet meer dan 8 procent van de ramen klemde.",
        "figure",
    ),
    # a reservation in the next sentence
    (
        "nl",
        "Bewoners kiezen zelf een tijdstip. Behalve in de zomer.",
        "Bewoners kiezen zelf een tijdstip.",
        "limit",
    ),
    # nothing near it
    ("nl", GUTTERS, "Een warmtepomp verbruikt minder gas dan een ketel.", "none"),
    ("en", TEAMS, "Every tulip is cut by hand.", "none"),
]


def order(language: Language, **changes: Any) -> Any:
    return brief(language=language, **changes)


def verdict(
    language: Language,
    claim: str,
    *,
    kind: ClaimKind = "fact",
    context: str = "",
    hint: str | None = None,
    **changes: Any,
) -> Verdict:
    words = lexicon(KNOWLEDGE.phrases, language)
    candidate = Candidate(claim, "text", kind, proof=hint, context=(context,) if context else ())
    return judge(candidate, order(language, **changes), TODAY, words)


@pytest.mark.parametrize(("language", "proof", "claim", "lacks"), PAIRS, ids=[pair[2] for pair in PAIRS])
def test_a_claim_stands_or_falls_with_its_proof(language: Language, proof: str, claim: str, lacks: str) -> None:
    found = verdict(language, claim, proof=[{"id": "B1", "text": proof}])
    assert (found.lacks or "") == lacks, found.reason
    assert found.standing == ("unproven" if lacks else "proven")
    assert found.proof == (None if lacks else "B1")
    assert bool(found.reason) or not lacks


PROVEN = [pair for pair in PAIRS if not pair[3]]
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.mark.parametrize(("language", "proof", "claim", "_"), PROVEN, ids=[pair[2] for pair in PROVEN])
def test_no_other_figure_is_carried(language: Language, proof: str, claim: str, _: str) -> None:
    for found in NUMBER.finditer(claim):
        for other in ("7", "13", "1999", "87", "1.213", "98.765"):
            changed = f"{claim[: found.start()]}{other}{claim[found.end() :]}"
            if other != found.group() and not any(bound in claim for bound in LOOSE):
                assert verdict(language, changed, proof=[{"id": "B1", "text": proof}]).standing == "unproven", (
                    changed
                )


LOOSE = ("meer dan", "minstens", "ongeveer", "ruim", "bijna")


@pytest.mark.parametrize(("language", "proof", "claim", "_"), PROVEN, ids=[pair[2] for pair in PROVEN])
def test_no_word_can_be_added(language: Language, proof: str, claim: str, _: str) -> None:
    for word in {"nl": ("gratis", "alle", "niet", "snelste"), "en": ("free", "all", "not", "fastest")}[language]:
        pieces = claim.split(" ")
        for at in range(1, len(pieces)):
            changed = " ".join((*pieces[:at], word, *pieces[at:]))
            assert verdict(language, changed, proof=[{"id": "B1", "text": proof}]).standing == "unproven", changed


@pytest.mark.parametrize(
    ("claim", "lacks"),
    [
        ("In 2025 was 91 procent van de dakgoten in Zwolle binnen twee werkdagen gerepareerd.", ""),
        ("In 2025 was 91 procent van de dakgoten binnen twee werkdagen gerepareerd.", "scope"),
        ("91 procent van de dakgoten in Zwolle was binnen twee werkdagen gerepareerd.", "no_period"),
        ("In 2024 was 91 procent van de dakgoten in Zwolle binnen twee werkdagen gerepareerd.", "period"),
    ],
)
def test_period_and_scope_of_the_proof_count(claim: str, lacks: str) -> None:
    proof = {
        "id": "B1",
        "text": "91 procent van de dakgoten was binnen twee werkdagen gerepareerd",
        "period": "2025",
        "scope": "Zwolle",
    }
    assert (verdict("nl", claim, proof=[proof]).lacks or "") == lacks


def test_a_literal_quotation_says_where_it_holds() -> None:
    proof = {"id": "B1", "text": "91 procent was op tijd klaar", "period": "2025", "scope": "Zwolle"}
    found = verdict("nl", "91 procent was op tijd klaar.", proof=[proof])
    assert (found.standing, found.reason) == ("proven", "Geldt voor: 2025, Zwolle.")


def test_a_scope_of_everything_narrows_nothing_down() -> None:
    proof = {"id": "B1", "text": "Bewoners kiezen zelf een tijdstip bij de schilder", "scope": "alle wijken"}
    assert verdict("nl", "Bewoners kiezen zelf een tijdstip.", proof=[proof]).standing == "proven"


@pytest.mark.parametrize(
    ("context", "lacks"),
    [
        ("In 2025 repareerden we 1.212 dakgoten.", ""),
        ("In 2024 repareerden we 1.212 dakgoten.", "no_period"),
        ("In 2024 en in 2025 repareerden we dakgoten.", "no_period"),
        ("", "no_period"),
    ],
)
def test_a_period_named_just_before_still_holds(context: str, lacks: str) -> None:
    claim = "91 procent van de dakgoten was binnen twee werkdagen gerepareerd."
    found = verdict("nl", claim, context=context, proof=[{"id": "B1", "text": GUTTERS}])
    assert (found.lacks or "") == lacks


def test_the_sums_are_shown() -> None:
    proof = [{"id": "B1", "text": BOILERS}]
    shown = {
        claim: verdict("en", claim, proof=proof).reason
        for claim in (
            "In 2025, 94% of boilers were repaired within two working days.",
            "Of the 1,212 boilers in 2025, 72 took longer than two working days to be repaired.",
        )
    }
    assert list(shown.values()) == ["1,140 of 1,212 = 94.06%; 94.06%, rounded to 94%", "1,212 − 1,140 = 72"]
    assert (
        verdict(
            "en", "In 2025 the library lent 50% more guitars than in 2024.", proof=[{"id": "B1", "text": RISE}]
        ).reason
        == "(120 − 80) / 80 = 50%"
    )
    assert (
        verdict(
            "nl",
            "Samen plantten we 200 linden en eiken.",
            proof=[{"id": "B1", "text": "We plantten 120 linden en 80 eiken"}],
        ).reason
        == "120 + 80 = 200"
    )


@pytest.mark.parametrize(
    ("until", "standing", "lacks"),
    [("2026-06-01", "proven", None), ("2026-05-31", "unproven", "expired")],
)
def test_proof_holds_until_its_last_day(until: str, standing: str, lacks: str | None) -> None:
    proof = {"id": "B1", "text": SELF, "valid_until": until}
    found = verdict("nl", "Bewoners kiezen zelf een tijdstip.", proof=[proof])
    assert (found.standing, found.lacks) == (standing, lacks)
    assert (until in (found.reason or "")) is (lacks == "expired")


def test_expired_proof_is_not_saved_by_the_brief() -> None:
    expired = {"id": "B1", "text": SELF, "valid_until": "2020-01-01"}
    said = {"text": "Bewoners kiezen zelf een tijdstip bij de schilder."}
    assert (
        verdict("nl", "Bewoners kiezen zelf een tijdstip.", proof=[expired], proposition=said).lacks == "expired"
    )


def source(permission: str, **changes: Any) -> dict[str, Any]:
    text = "We liepen vast. Vorig jaar sprak Hanna de Wit 40 bewoners. Klopt het dat 95 procent blij was?"
    return {"title": "Gesprek", "text": text, "permission": permission, "date": "2026-02-01", **changes}


@pytest.mark.parametrize(
    ("permission", "claim", "standing", "lacks"),
    [
        ("publish", "In 2025 sprak Hanna de Wit 40 bewoners.", "proven", None),
        ("publish", "In 2024 sprak Hanna de Wit 40 bewoners.", "unproven", "period"),
        ("publish", "95 procent was blij.", "unproven", "none"),
        ("anonymous", "In 2025 sprak Hanna de Wit 40 bewoners.", "unproven", "anonymous"),
        ("internal", "In 2025 sprak Hanna de Wit 40 bewoners.", "unproven", "permission"),
    ],
)
def test_a_source_carries_what_its_permission_allows(
    permission: str, claim: str, standing: str, lacks: str | None
) -> None:
    found = verdict("nl", claim, source=source(permission))
    assert (found.standing, found.lacks) == (standing, lacks)
    assert (found.source_sentence is not None) is (standing == "proven")


def test_a_claim_from_the_source_shows_its_sentence() -> None:
    found = verdict("nl", "In 2025 sprak Hanna de Wit 40 bewoners.", source=source("publish"))
    assert found.source_sentence == "Vorig jaar sprak Hanna de Wit 40 bewoners."
    undated = verdict("nl", "In 2025 sprak Hanna de Wit 40 bewoners.", source=source("publish", date=None))
    assert undated.lacks == "period"


@pytest.mark.parametrize(
    ("changes", "claim"),
    [
        (
            {"proposition": {"text": "Elke maand een tuinman op je stoep."}},
            "Onze tuinman staat elke maand op je stoep.",
        ),
        ({"persona": {"situation": "900 boeken in een vochtige kelder"}}, "900 boeken."),
        (
            {
                "persona": {
                    "objections": [{"text": "te duur", "answer": "Onder de tien stoelen is huren goedkoper."}]
                }
            },
            "Onder de tien stoelen is huren goedkoper.",
        ),
    ],
)
def test_what_the_brief_says_is_from_the_brief(changes: dict[str, Any], claim: str) -> None:
    assert verdict("nl", claim, **changes).standing == "from_brief"


def test_words_of_the_sender_may_stand_beside_the_proof_but_not_widen_it() -> None:
    changes = {"brand": {"sector": "huurders en bewoners"}, "proof": [{"id": "B1", "text": PARCELS}]}
    claim = "Vorig jaar kwamen 1.140 van de 1.212 pakketten binnen twee werkdagen aan bij de huurder."
    assert verdict("nl", claim, **changes).standing == "proven"
    instead = "Vorig jaar kwamen 1.140 van de 1.212 huurders binnen twee werkdagen aan."
    assert verdict("nl", instead, **changes).standing == "unproven"
    wider = "Vorig jaar kwamen 1.140 van de 1.212 pakketten en huurders binnen twee werkdagen aan."
    assert verdict("nl", wider, **changes).standing == "unproven"


def test_proof_comes_before_the_brief() -> None:
    said = {"text": "Bewoners kiezen zelf een tijdstip."}
    found = verdict(
        "nl", "Bewoners kiezen zelf een tijdstip.", proof=[{"id": "B1", "text": SELF}], proposition=said
    )
    assert (found.standing, found.proof) == ("proven", "B1")


def test_a_question_in_the_brief_carries_nothing() -> None:
    asked = {"situation": "Kiezen bewoners zelf een tijdstip?"}
    assert verdict("nl", "Bewoners kiezen zelf een tijdstip.", persona=asked).standing == "unproven"


def test_a_hint_is_verified_like_any_proof() -> None:
    proof = [{"id": "B1", "text": GUTTERS}, {"id": "B2", "text": SELF}]
    assert (
        verdict("nl", "In 2025 was 95 procent van de dakgoten op tijd.", hint="B2", proof=proof).standing
        == "unproven"
    )
    assert verdict("nl", "Bewoners kiezen zelf een tijdstip.", hint="B1", proof=proof).proof == "B2"
    assert verdict("nl", "Bewoners kiezen zelf een tijdstip.", hint="B9", proof=proof).proof == "B2"


@pytest.mark.parametrize(
    ("claim", "standing"),
    [
        ("Waar het op neerkomt: bewoners kiezen zelf een tijdstip.", "proven"),
        ("Een mythe: bewoners kiezen zelf een tijdstip.", "unproven"),
        ("Voor alle klanten in 2025: bewoners kiezen zelf een tijdstip.", "unproven"),
    ],
)
def test_a_lead_in_that_says_nothing_is_passed_over(claim: str, standing: str) -> None:
    assert verdict("nl", claim, proof=[{"id": "B1", "text": SELF}]).standing == standing


def test_a_text_on_screen_is_read_with_what_is_said_in_the_same_beat() -> None:
    of = order("nl", proof=[{"id": "B1", "text": GUTTERS}])
    beat = [
        ("beats[0].spoken", "Dakgoten gerepareerd binnen twee werkdagen?"),
        ("beats[0].on_screen", "91%, heel 2025"),
        ("beats[1].on_screen", "91%, heel 2025!"),
    ]
    claims = claims_of(beat, (), of, "nl", KNOWLEDGE.phrases, TODAY)
    assert [(claim.part, claim.standing) for claim in claims] == [
        ("beats[0].on_screen", "proven"),
        ("beats[1].on_screen", "unproven"),
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Van de 80 dakgoten lekten er 12 (15%).", False),
        ("Van de 80 dakgoten lekten er 12 (25%).", True),
        ("Van de 80 dakgoten lekten er 12. Dat is 25 procent.", True),
        ("Van de 80 dakgoten lekten er 12. Dat is 15 procent.", False),
    ],
)
def test_a_sum_that_the_text_gets_wrong_is_noticed_without_any_proof(text: str, wrong: bool) -> None:
    claims = claims_of([("text", text)], (), None, "nl", KNOWLEDGE.phrases, TODAY)
    assert ("arithmetic" in {claim.lacks for claim in claims}) is wrong


def test_a_promise_that_the_proof_contradicts_is_a_fact_without_proof() -> None:
    of = order("en", proof=[{"id": "B1", "text": "We call back within two working days"}])
    words = lexicon(KNOWLEDGE.phrases, "en")
    kept, broken, free = (
        trace(Candidate(text, "text", "promise"), of, TODAY, words)
        for text in (
            "We call back within two working days.",
            "We call back within one working day.",
            "We sweep the stairs on Fridays.",
        )
    )
    assert (kept.kind, kept.standing) == ("promise", "proven")
    assert (broken.kind, broken.standing, broken.lacks) == ("fact", "unproven", "figure")
    assert (free.kind, free.standing) == ("promise", "unproven")


def test_an_opinion_needs_nothing() -> None:
    assert verdict("en", "That is a pity.", kind="opinion").lacks == "opinion"


def test_the_evidence_of_a_brief_is_gathered_once() -> None:
    of = order("nl", proof=[{"id": "B1", "text": SELF}])
    words = lexicon(KNOWLEDGE.phrases, "nl")
    assert dossier(of, TODAY, words) is dossier(of, TODAY, words)
    assert dossier(of, TODAY, words) is not dossier(of.model_copy(), TODAY, words)
