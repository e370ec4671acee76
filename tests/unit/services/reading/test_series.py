from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pack import SourceFact
from bot.generation.content import SourceReading
from bot.services.reading.series import MAX_FACTS, MAX_PHASES, MAX_TOPICS, series_from
from tests.fakes.checking import KNOWLEDGE

PHASES = KNOWLEDGE.journey("canvas7").phases
KEYS = [phase.key for phase in PHASES]


def fact(number: int, text: str) -> SourceFact:
    return SourceFact(id=f"S{number}", text=text, sentence=text)


def test_a_source_without_facts_or_questions_gives_no_series() -> None:
    assert series_from(SourceReading(phase="awareness", phases=("awareness",)), PHASES, "nl") == ()
    assert series_from(SourceReading(facts=(fact(1, "Iets."),)), (), "nl") == ()


def test_facts_without_a_clear_phase_belong_to_that_of_the_reading() -> None:
    found = series_from(SourceReading(facts=(fact(1, "Xyzzy plugh."),), phase="bonding"), PHASES, "nl")
    assert [(item.phase, item.from_source, [one.id for one in item.facts]) for item in found] == [
        ("bonding", False, ["S1"])
    ]
    phase = PHASES[KEYS.index("bonding")]
    assert found[0].question == phase.questions[0].free["nl"]


def test_a_fact_goes_where_its_words_are() -> None:
    preference = PHASES[KEYS.index("preference")]
    words = fact(1, preference.key_message_job["nl"])
    found = series_from(SourceReading(facts=(words, fact(2, "Xyzzy.")), phase="experience"), PHASES, "nl")
    assert {item.phase: [one.id for one in item.facts] for item in found} == {
        "preference": ["S1"],
        "experience": ["S2"],
    }


def test_a_phase_that_the_source_speaks_of_is_proposed_with_its_own_question() -> None:
    reading = SourceReading(facts=(fact(1, "Xyzzy."),), phase="action", phases=("action", "ambassador"))
    found = series_from(reading, PHASES, "en")
    assert [(item.phase, len(item.facts)) for item in found] == [("action", 1), ("ambassador", 0)]


def test_the_customers_own_question_leads() -> None:
    reading = SourceReading(
        facts=(fact(1, "Het duurt xyzzy."),), phase="action", persona_questions=("Xyzzy plugh?",)
    )
    (found,) = series_from(reading, PHASES, "nl")
    assert (found.question, found.from_source) == ("Xyzzy plugh?", True)


WORDS = st.lists(st.sampled_from(" ".join(p.job["nl"] for p in PHASES).split()), min_size=1, max_size=9).map(
    " ".join
)


@given(st.lists(WORDS, max_size=10), st.lists(WORDS, max_size=5), st.sampled_from([None, "nergens", *KEYS]))
def test_a_series_is_small_and_invents_no_fact(facts: list[str], asked: list[str], phase: str | None) -> None:
    given_facts = tuple(fact(number, text) for number, text in enumerate(facts, 1))
    reading = SourceReading(facts=given_facts, phase=phase, persona_questions=tuple(asked))
    found = series_from(reading, PHASES, "nl")
    assert found == series_from(reading, PHASES, "nl")
    assert len({item.phase for item in found}) <= MAX_PHASES
    assert [item.phase for item in found] == sorted((item.phase for item in found), key=KEYS.index)
    used = [one for item in found for one in item.facts]
    assert len(used) == len(set(used))
    assert set(used) <= set(given_facts)
    for item in found:
        assert len(item.facts) <= MAX_FACTS
        assert (item.question in asked) is item.from_source
    assert all([item.phase for item in found].count(key) <= MAX_TOPICS for key in KEYS)
