"""Setting the table by both writers: sharper propositions, an order in one message, a source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.base import LANGUAGES, Language
from bot.domain.brief import Brand, Persona, Proposition, Source
from bot.domain.errors import ModelFailedError
from bot.domain.understood import Names, Understood
from bot.services import naming
from tests.fakes.calls import ScriptedCall
from tests.fakes.composing import KNOWLEDGE, example
from tests.fakes.rewriting import BY_RULES, by_model

BRAND = Brand(name="Veldwerk", banned=("gedoe",))
PERSONAS = [
    ("starter", Persona(need="x", name="Sanne", role="starter op de woningmarkt")),
    ("dochter", Persona(need="x", name="Marjan", role="dochter die de verhuizing regelt")),
    ("hr", Persona(need="y", name="HR manager at a care home")),
]
NAMES = naming.names(KNOWLEDGE, "nl", "canvas7", PERSONAS)


async def test_three_sharper_versions_say_what_they_leave_open() -> None:
    brief = example("demo-nl")
    versions = await BY_RULES.sharper("nl", brief.proposition, brief.brand, brief.persona)
    assert len({version.text for version in versions}) == 3
    assert [version.missing for version in versions] == [("need",), ("benefit", "better"), ("need", "better")]
    assert not any(version.findings for version in versions)
    assert brief.proposition.benefit is not None
    assert versions[0].text.startswith(brief.proposition.benefit)


async def test_what_nobody_told_is_left_open_and_empty_words_go() -> None:
    hollow = Proposition(text="Wij bieden een unieke en innovatieve aanpak voor teams. Wij zijn betrouwbaar.")
    versions = await BY_RULES.sharper("nl", hollow, BRAND, Persona(need="Wil fietsen zonder [gedoe]."))
    texts = [version.text for version in versions]
    assert all("Wij bieden een aanpak voor teams." in text for text in texts)
    assert not any(word in text for text in texts for word in ("uniek", "innovatie", "betrouwbaar"))
    assert [version.missing for version in versions] == [("need", "benefit", "better")] * 3
    assert "[behoefte nodig: wat zit de lezer dwars? Volgens de persona: wil fietsen zonder (gedoe)]" in texts[1]
    assert all(text.count("[") == 1 for text in texts)


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("en", "We offer an innovative, world-class method.", "We offer a method."),
        ("en", "It is a unique approach.", "It is an approach."),
        ("en", "Our team is reliable and flexible.", "Our team is reliable and flexible."),
        ("nl", "We werken naadloos samen met flexibele monteurs.", "We werken samen met monteurs."),
        ("nl", "Wij zijn uniek in Utrecht.", "Wij zijn uniek in Utrecht."),
        ("nl", "Een fiets zonder gedoe telt.", "Een fiets zonder telt."),
    ],
)
async def test_a_word_goes_only_where_the_sentence_survives(language: Language, text: str, kept: str) -> None:
    brand = Brand(name="x") if "gedoe" in text else BRAND
    versions = await BY_RULES.sharper(language, Proposition(text=text), brand)
    expected = text if "gedoe" in text else kept
    assert versions[0].text.startswith(expected)


async def test_a_model_words_propositions_in_a_strict_shape() -> None:
    answer = {"versions": [{"text": f"Fietsen die rijden, versie {n}.", "missing": ["need"]} for n in range(3)]}
    call = ScriptedCall({"sharper": answer})
    proposition = Proposition(text="{{ 7*7 }} Fietsen.", benefit="Vroeg thuis.")
    versions = await by_model(call).sharper("nl", proposition, BRAND, Persona(need="x", name="Sanne"))
    assert [version.missing for version in versions] == [("need",)] * 3
    (request,) = call.requests
    assert '"{{ 7*7 }} Fietsen."' in request.prompt
    assert "Sanne" not in request.prompt
    broken = ScriptedCall({"sharper": {"versions": answer["versions"][:2]}})
    with pytest.raises(ModelFailedError):
        await by_model(broken).sharper("nl", proposition, BRAND)
    assert broken.tasks == ["sharper", "sharper"]


# -- an order in one message ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "persona", "phase", "channels", "about"),
    [
        (
            "LinkedIn en TikTok voor de starter in de overwegingsfase over het eerste bod",
            "starter", "consideration", ("linkedin", "tiktok"), "het eerste bod",
        ),
        (
            "insta reel en nieuwsbrief voor marjan, voorkeur: wat gebeurt er met de spullen?",
            "dochter", "preference", ("instagram_reel", "email"), "wat gebeurt er met de spullen?",
        ),
        ("linkdin artikel en een mailtje over roosters", None, None, ("linkedin_article", "email"), "roosters"),
        ("post over zonnepanelen voor de starter op TikTok", "starter", None, ("tiktok",), "zonnepanelen"),
        (
            "Facebook post about laundry for the HR manager in the awareness phase",
            "hr", "awareness", ("facebook",), "laundry",
        ),
        ("3 x per week iets op X voor de dochter", "dochter", None, ("x",), ""),
        ("blog over TikTok op LinkedIn", None, None, ("blog",), "TikTok op LinkedIn"),
        ("doe maar iets leuks", None, None, (), ""),
        ("voor de starter of de dochter, op TikTok", None, None, ("tiktok",), ""),
    ],
)  # fmt: skip
async def test_a_message_is_read_by_its_names(
    message: str, persona: str | None, phase: str | None, channels: tuple[str, ...], about: str
) -> None:
    found = await BY_RULES.understood("nl", message, NAMES)
    assert found[:4] == (persona, phase, channels, about)


async def test_a_name_of_another_model_means_the_same_moment_and_a_false_friend_warns() -> None:
    journey9 = naming.names(KNOWLEDGE, "nl", "journey9", PERSONAS)
    assert (await BY_RULES.understood("nl", "TikTok, voorkeursfase", journey9)).phase == "consideration"
    assert (await BY_RULES.understood("nl", "TikTok, voorkeursfase", NAMES)).phase == "preference"
    doubtful = await BY_RULES.understood("nl", "TikTok in de overwegingsfase", NAMES)
    assert "negen fasen" in doubtful.warning
    assert (await BY_RULES.understood("nl", "TikTok in de oriëntatiefase", NAMES)).warning == ""


@pytest.mark.parametrize("journey", KNOWLEDGE.journey_keys)
async def test_every_phase_is_known_by_each_of_its_names(journey: str) -> None:
    names = naming.names(KNOWLEDGE, "nl", journey, ())
    for phase in KNOWLEDGE.journey(journey).phases:
        for language in LANGUAGES:
            found = await BY_RULES.understood(language, f"Een post: {phase.name[language]}", names)
            assert found.phase == phase.key


@pytest.mark.parametrize("key", KNOWLEDGE.channel_keys)
async def test_every_channel_is_known_by_each_of_its_names(key: str) -> None:
    for name in dict.fromkeys(KNOWLEDGE.channel(key).name[language] for language in LANGUAGES):
        assert (await BY_RULES.understood("nl", f"Maak een {name} voor Sanne", NAMES)).channels == (key,)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.text(max_size=120)
    | st.lists(st.sampled_from(["over", ":", "X", "de", "HR", "insta", "li", "–", "'s"])).map(" ".join)
)
async def test_any_message_is_read_without_an_error(message: str) -> None:
    found = await BY_RULES.understood("en", message, NAMES)
    assert set(found.channels) <= set(KNOWLEDGE.channel_keys)
    assert (
        await BY_RULES.understood("en", message, Names()) == Understood(about=found.about) or found != Understood()
    )


async def test_a_model_can_only_answer_keys_that_exist() -> None:
    answer = {
        "persona": "hr",
        "phase": "consideration",
        "channels": ["linkedin", "linkedin"],
        "about": " de  was ",
    }
    call = ScriptedCall({"understand": answer})
    message = "Iets op linkedin voor die HR-dame, in de overweging, over de was"
    found = await by_model(call).understood("nl", message, NAMES)
    assert found[:4] == ("hr", "consideration", ("linkedin",), "de was")
    assert found.warning
    assert f'"{message}"' in call.requests[0].prompt
    made_up = ScriptedCall({"understand": {**answer, "phase": "volgend jaar"}})
    with pytest.raises(ModelFailedError):
        await by_model(made_up).understood("nl", message, NAMES)


# -- a source ---------------------------------------------------------------------------------------

STORY = (
    "We vergeleken drie aanbieders. In 2025 was 91 procent op tijd klaar. Na de levering lazen we de handleiding. "
    "We wilden weten hoe het werkt."
)
READ = {
    "facts": [{"fact": "91 procent op tijd.", "sentence": "In 2025 was 91 procent op tijd klaar."}],
    "phase": "action",
    "persona_need": "Wil weten hoe het werkt.",
    "persona_questions": [],
}


async def test_a_source_speaks_of_several_phases_the_proposed_one_first() -> None:
    source = Source(title="Gesprek", text=STORY, permission="publish")
    by_rules = await BY_RULES.read_source("nl", source, "canvas7")
    assert by_rules.phases == ("preference", "experience")
    assert by_rules.phase == "preference"
    call = ScriptedCall({"from_source": READ})
    reading = await by_model(call).read_source("nl", source, "canvas7")
    assert reading.phases == ("action", "preference", "experience")
    assert [fact.sentence for fact in reading.facts] == ["In 2025 was 91 procent op tijd klaar."]


async def test_a_source_that_is_not_released_goes_to_no_model() -> None:
    call = ScriptedCall({"from_source": READ})
    reading = await by_model(call).read_source("nl", Source(text=STORY, permission="internal"), "canvas7")
    assert call.requests == []
    assert reading.facts
