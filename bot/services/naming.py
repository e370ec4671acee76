"""What an order in one message may name: personas, phases under all their names, channels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.base import LANGUAGES, Language
from bot.domain.brief import Persona
from bot.domain.errors import BadInputError
from bot.domain.understood import Name, Names
from bot.knowledge.store import Knowledge


def names(
    knowledge: Knowledge,
    language: Language,
    journey: str,
    personas: Iterable[tuple[str, Persona]],
    channels: Sequence[str] = (),
) -> Names:
    """The names of a workspace: its personas by key, every phase of its journey, its channels (all without any).

    `language` is that of the warnings; names count in both. Raises BadInputError for an unknown journey.
    """
    named = ((key, tuple(filter(None, (one.name, one.role)))) for key, one in personas)
    return Names(
        personas=tuple(Name(key, words) for key, words in named if words),
        phases=phases(knowledge, language, journey),
        channels=tuple(_channel(knowledge, key) for key in channels or knowledge.channel_keys),
    )


def phases(knowledge: Knowledge, language: Language, journey: str) -> tuple[Name, ...]:
    """The phases of a journey with their names in both languages.

    A name that only another model has counts for the phase that stands for the same moment, by the mapping.
    """
    called: dict[str, dict[str, None]] = {phase.key: {} for phase in knowledge.journey(journey).phases}
    known: set[str] = set()
    for model in (journey, *(key for key in knowledge.journey_keys if key != journey)):
        found = {word: key for key, words in _called(knowledge, model, journey) for word in words}
        for word, key in found.items():
            if word.lower() not in known:
                called[key][word] = None
        known |= {word.lower() for word in found}
    return tuple(_phase(knowledge, language, journey, key, tuple(words)) for key, words in called.items())


def _phase(knowledge: Knowledge, language: Language, journey: str, key: str, words: tuple[str, ...]) -> Name:
    friends = (one for one in knowledge.mapping.false_friends if f"{journey}.{key}" in one.phases)
    friend = next(friends, None)
    if friend is None:
        return Name(key, words)
    return Name(key, words, friend.warning[language], tuple(friend.word[tongue] for tongue in LANGUAGES))


def _called(knowledge: Knowledge, model: str, journey: str) -> Iterable[tuple[str, list[str]]]:
    for phase in knowledge.journey(model).phases:
        try:
            key = knowledge.nearest_phase(model, phase.key, journey)
        except BadInputError:
            continue  # no such moment in this journey
        yield key, [text[language] for text in (phase.name, *phase.aliases) for language in LANGUAGES]


def _channel(knowledge: Knowledge, key: str) -> Name:
    name = knowledge.channel(key).name
    return Name(key, (key, *(name[language] for language in LANGUAGES)))
