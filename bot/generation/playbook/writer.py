"""The template writer ("outline without AI"): topics, key message and posts, without any model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pydantic import BaseModel

from bot.checks.claims.lexicon import lexicon
from bot.domain.base import Language
from bot.domain.brief import DEFAULT_ADDRESS, Brand, Brief, Persona, Proposition
from bot.domain.channel import Channel
from bot.domain.journey import Phase
from bot.domain.pack import KeyMessage, Topic, Variation
from bot.domain.playbook import Angle, Angles, Fixed, Scene, Scenes, Shapes, Sheet
from bot.domain.sharper import Wording, Wordings
from bot.domain.understood import MessageWords, Names, Understood
from bot.generation.content import PostContent, SourceReading
from bot.generation.playbook import around, lines, message, ordering, source, steering, varying
from bot.generation.playbook import sentences as s
from bot.generation.playbook.desk import Desk
from bot.generation.playbook.material import Material
from bot.generation.playbook.parts import PartMaker
from bot.generation.playbook.sharpening import Sharpener
from bot.generation.playbook.slots import Slots
from bot.generation.playbook.topics import MAX_QUESTION, TopicMaker
from bot.knowledge.store import BASE_JOURNEY, Knowledge

COMMON = "common"
FIRST = Variation()
FILES: dict[str, type[BaseModel]] = {
    "playbook/angles.yaml": Angles,
    "playbook/fixed.yaml": Fixed,
    "playbook/scenes.yaml": Scenes,
    "playbook/shapes.yaml": Shapes,
    "playbook/common.yaml": Sheet,
    "playbook/message.yaml": MessageWords,
    "playbook/proposition.yaml": Wordings,
}
"""Every file that does not belong to one phase, with its model."""


class PlaybookWriter:
    """Composes from the knowledge files and the brief; the same brief and seed give the same text.

    Without `seed` the brief itself is the seed: its canonical JSON.
    """

    def __init__(self, knowledge: Knowledge, seed: int | None = None) -> None:
        self._knowledge = knowledge
        self._given = seed

    def topics(
        self, brief: Brief, phase: Phase, canvas_phase: str, count: int
    ) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
        """So many topics that differ, and the reserve; twelve or more together for every phase."""
        return self._topic_maker(brief, phase, canvas_phase, self._seed(brief)).pick(count)

    def other_angle(self, brief: Brief, phase: Phase, canvas_phase: str, seen: Sequence[Topic]) -> steering.Picked:
        """Topics that differ from those seen, from angles that were seen least; none when all have been seen."""
        seed = f"{self._seed(brief)}/seen{len(seen)}"
        every = self._topic_maker(brief, phase, canvas_phase, seed).every()
        return steering.other_angle(every, seen, brief.topics)

    def steered(
        self, brief: Brief, phase: Phase, canvas_phase: str, seen: Sequence[Topic], sentence: str
    ) -> steering.Picked:
        """Topics not seen yet that meet the words of a sentence; a question is made a topic itself."""
        asked = s.tidy(sentence)
        if asked.endswith("?") and len(asked) <= MAX_QUESTION:
            persona = brief.persona.model_copy(update={"questions": (asked, *brief.persona.questions)})
            brief = brief.model_copy(update={"persona": persona})
        language, stems = brief.language, self._led(brief, phase, canvas_phase).stems
        negations = self._knowledge.phrases["negations"][language]
        cues = {angle.name[language]: " ".join(angle.cues[language]) for angle in self._angles}
        every = self._topic_maker(brief, phase, canvas_phase, f"{self._seed(brief)}/steered").every()
        wish = steering.wish(asked, negations, stems)
        return steering.steered(every, seen, wish, cues, stems, brief.topics)

    def key_message(
        self, brief: Brief, phase: Phase, canvas_phase: str, tone: int = 0, lead: str | None = None
    ) -> KeyMessage:
        """What this phase has to settle for this persona; `lead` is the question that it turns on."""
        material = self._led(brief, phase, canvas_phase)
        if lead is not None:
            material = self._material(brief, phase, canvas_phase, DEFAULT_ADDRESS, lead)
        seed = _toned(self._seed(brief), tone)
        return message.key_message(self._desk(material, Slots(material), seed))

    def _topic_maker(self, brief: Brief, phase: Phase, canvas_phase: str, seed: str) -> TopicMaker:
        formats, goals = self._knowledge.formats, self._knowledge.framework("goals")
        material = self._led(brief, phase, canvas_phase)
        return TopicMaker(material, self._angles, formats, goals, canvas_phase, seed)

    def post(
        self,
        brief: Brief,
        phase: Phase,
        canvas_phase: str,
        key_message: KeyMessage,
        topic: Topic,
        channel: Channel,
        variation: Variation = FIRST,
    ) -> PostContent:
        """The parts of one post, within every bound of its channel; what is missing shows as a placeholder."""
        material = self._material(brief, phase, canvas_phase, channel.key, topic.question)
        turn, seed = _turn(brief, channel), _toned(self._seed(brief), variation.tone)
        without = tuple(s.plain(sentence) for sentence in variation.without)
        barred = varying.barred(material, without)
        angle = next((angle for angle in self._angles if angle.name[brief.language] == topic.angle), None)
        shapes, scene = self._knowledge.file("playbook/shapes.yaml", Shapes), self._scene(seed, turn)

        def desk() -> Desk:
            slots = Slots(material, turn, channel, topic.title, barred)
            return Desk(material, slots, self._sheets(material.sheet.key), seed, without)

        def maker(within: Channel) -> PartMaker:
            return PartMaker(desk(), within, shapes, angle, scene, variation.hook)

        made = varying.Sized(maker, channel, self.fillers(brief.language, canvas_phase)).made(variation.size)
        aside = desk()
        brief_text, alt = around.picture(aside, self._scenes.pictures, made.mechanism, channel, seed)
        return PostContent(
            parts=made.parts,
            claims=around.claims(material, made.parts),
            replies=around.replies(aside),
            image_brief=brief_text,
            alt_text=alt,
            variation=variation,
        )

    def fillers(self, language: Language, canvas_phase: str) -> frozenset[str]:
        """The lines that only fill room: a text that needs more of them than another is no better."""
        return varying.fillers(self._sheets(canvas_phase), language)

    def sharper(
        self, language: Language, proposition: Proposition, brand: Brand, persona: Persona | None
    ) -> tuple[Wording, ...]:
        """Three wordings of a proposition, each with the questions that it leaves open."""
        wordings = self._knowledge.file("playbook/proposition.yaml", Wordings)
        grammar = self._fixed.grammar(language)
        return Sharpener(language, proposition, persona, wordings, grammar, brand.banned).made()

    def understood(self, message: str, names: Names) -> Understood:
        """What a message orders, by the names in it."""
        spoken = self._knowledge.file("playbook/message.yaml", MessageWords)
        return ordering.understood(message, names, spoken, (self._fixed.nl, self._fixed.en))

    def from_source(self, language: Language, text: str, phases: tuple[Phase, ...]) -> SourceReading:
        """Facts with their literal sentences, and a proposal of phase, need and questions, by rules."""
        words = lexicon(self._knowledge.phrases, language)
        return source.read(language, text, self._canvas(phases), self._fixed, words)

    # -- knowledge ----------------------------------------------------------------------------------

    @property
    def _angles(self) -> tuple[Angle, ...]:
        return self._knowledge.file("playbook/angles.yaml", Angles).angles

    @property
    def _fixed(self) -> Fixed:
        return self._knowledge.file("playbook/fixed.yaml", Fixed)

    @property
    def _scenes(self) -> Scenes:
        return self._knowledge.file("playbook/scenes.yaml", Scenes)

    def _scene(self, seed: str, turn: int) -> Scene:
        scenes = {scene.key: scene for scene in self._scenes.scenes}
        return scenes[lines.order(list(scenes), f"{seed}/scene", turn)[0]]

    def _sheets(self, canvas_phase: str) -> tuple[Sheet, Sheet]:
        own = self._knowledge.file(f"playbook/phases/{canvas_phase}.yaml", Sheet)
        return own, self._knowledge.file(f"playbook/{COMMON}.yaml", Sheet)

    def _canvas(self, phases: Sequence[Phase]) -> dict[str, str]:
        """The canvas7 phase of each phase, through the journey model that has them all."""
        keys = [phase.key for phase in phases]
        for journey in (BASE_JOURNEY, *self._knowledge.journey_keys):
            if set(keys) <= {phase.key for phase in self._knowledge.journey(journey).phases}:
                return {key: self._knowledge.nearest_phase(journey, key) for key in keys}
        return {}

    # -- one brief ----------------------------------------------------------------------------------

    def _material(self, brief: Brief, phase: Phase, canvas_phase: str, channel: str, lead: str) -> Material:
        sheet = self._sheets(canvas_phase)[0]
        return Material(brief, phase, sheet, self._fixed, brief.brand.address_on(channel), lead)

    def _led(self, brief: Brief, phase: Phase, canvas_phase: str) -> Material:
        """The brief led by the first question that it can answer."""
        first = self._material(brief, phase, canvas_phase, DEFAULT_ADDRESS, _first_question(brief, phase))
        return self._material(brief, phase, canvas_phase, DEFAULT_ADDRESS, first.best_question())

    def _desk(self, material: Material, slots: Slots, seed: str) -> Desk:
        return Desk(material, slots, self._sheets(material.sheet.key), seed)

    def _seed(self, brief: Brief) -> str:
        if self._given is not None:
            return str(self._given)
        return hashlib.sha256(brief.model_dump_json(by_alias=True).encode()).hexdigest()[:16]


def _first_question(brief: Brief, phase: Phase) -> str:
    """What the persona asks first, else what customers ask in this phase."""
    return brief.persona.questions[0] if brief.persona.questions else phase.questions[0].free[brief.language]


def _turn(brief: Brief, channel: Channel) -> int:
    """The place of a channel in the brief, so that the posts of a pack begin at different lines."""
    if channel.key in brief.channels:
        return brief.channels.index(channel.key)
    return sum(map(ord, channel.key))


def _toned(seed: str, tone: int) -> str:
    """The seed of another choice of lines; the first choice is the brief's own."""
    return f"{seed}/tone{tone}" if tone else seed
