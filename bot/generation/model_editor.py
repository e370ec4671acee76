"""The model as a writer that takes wishes: every wish goes in as data, behind the prompts of the pack."""

from __future__ import annotations

from typing import Any

from bot.domain.base import Language
from bot.domain.brief import Brand, Persona, Proposition
from bot.domain.journey import Phase
from bot.domain.pack import Finding, KeyMessage, Topic
from bot.domain.progress import OnEvent
from bot.domain.rewrite import NotPossibleError
from bot.domain.sharper import Wording
from bot.domain.understood import Name, Names, Understood
from bot.generation import answers
from bot.generation.content import PostContent, SourceReading
from bot.generation.editor import Job, Topics
from bot.generation.model_writer import ModelWriter, told
from bot.generation.order import Order

MOST_SEEN = 60
"""Titles of topics seen before that a prompt names: the latest ones."""


class ModelEditor(ModelWriter):
    """Asks once for each wish, and once more when the answer does not have its shape."""

    by_model = True

    async def more_topics(self, order: Order, seen: tuple[Topic, ...], sentence: str, on_event: OnEvent) -> Topics:
        """Topics beside those seen, streamed like the first ones."""
        more = self._prompts.render(
            "more_topics",
            {
                "language": order.language,
                "seen": [{"title": topic.title, "angle": topic.angle} for topic in seen[-MOST_SEEN:]],
                "sentence": sentence.strip(),
            },
        )
        shown, reserve = await self._topics(order, on_event, f"\n{more}", seen)
        if not shown:
            raise NotPossibleError("no_more_topics")
        return shown, reserve

    async def other_key_message(
        self, order: Order, topics: tuple[Topic, ...], previous: KeyMessage, instruction: str
    ) -> KeyMessage:
        """The key message once more."""
        more = self._prompts.render(
            "other_key_message",
            {
                "language": order.language,
                "previous": previous.model_dump(mode="json", exclude={"findings"}),
                "instruction": instruction.strip(),
            },
        )
        return await self._key_message(order, topics, f"\n{more}")

    async def rewritten(self, job: Job) -> PostContent:
        """The whole post again, as it was asked. Raises NotPossibleError when there is nothing to do."""
        order, post = job.order, job.post
        again = {
            "language": order.language,
            "how": job.asked.how,
            "delivered": post.model_dump(
                mode="json", include={"text", "parts", "replies", "image_brief", "alt_text"}
            ),
            "wish": wish(job),
            "findings": told(against(job)) if job.asked.how == "mend" else [],
        }
        prompt = self._post_prompt(order, job.key_message, job.topic, job.channel)
        prompt += "\n" + self._prompts.render("rewrite", again)
        task = f"rewrite_{job.channel.key}"
        value = await self._ask(task, order, prompt, answers.post_answer(job.channel))
        return PostContent.model_validate(value)

    async def reading(self, language: Language, title: str, text: str, phases: tuple[Phase, ...]) -> SourceReading:
        """What a source offers."""
        return await self.read_source(language, title, text, phases)

    async def sharper(
        self, language: Language, proposition: Proposition, brand: Brand, persona: Persona | None
    ) -> tuple[Wording, ...]:
        """Three wordings of a proposition."""
        empty = [phrase.replace("*", "…") for phrase in self._knowledge.phrases["empty_words"][language]]
        inputs = {
            "language": language,
            "proposition": proposition.model_dump(mode="json", exclude={"id"}, exclude_none=True),
            "brand": brand.model_dump(
                mode="json", include={"name", "sector", "voice", "banned", "address"}, exclude_none=True
            ),
            "persona": _nameless(persona),
            "empty": empty,
        }
        prompt = self._prompts.render("sharper", inputs)
        value = await self._request("sharper", "", prompt, answers.WordingsAnswer)
        return tuple((one["text"], tuple(dict.fromkeys(one["missing"]))) for one in value["versions"])

    async def understood(self, language: Language, message: str, names: Names) -> Understood:
        """What a message orders; only keys that exist can be answered."""
        inputs = {
            "language": language,
            "message": message,
            "personas": _known(names.personas),
            "phases": _known(names.phases),
            "channels": _known(names.channels),
        }
        prompt = self._prompts.render("understand", inputs)
        value = await self._request("understand", "", prompt, answers.understood_answer(names))
        phase = next((name for name in names.phases if name.key == value["phase"]), None)
        return Understood(
            persona=value["persona"] if names.personas else None,
            phase=phase.key if phase else None,
            channels=tuple(dict.fromkeys(value["channels"])) if names.channels else (),
            about=" ".join(value["about"].split()),
            warning=phase.warning_for(message) if phase else "",
        )


def wish(job: Job) -> str:
    """What was asked in words. Raises NotPossibleError when it says nothing, or is about what is not there."""
    what = job.asked.what.strip()
    if job.asked.how == "instruct" and not what:
        raise NotPossibleError("no_instruction")
    if job.asked.how == "weaker_claim" and what not in {claim.text for claim in job.post.claims}:
        raise NotPossibleError("unknown_claim")
    return what if job.asked.how in ("instruct", "weaker_claim") else ""


def against(job: Job) -> tuple[Finding, ...]:
    """The findings to mend: those of one check, else all blocking ones, else all. Raises NotPossibleError."""
    found = [one for one in job.post.findings if not job.asked.what or one.check == job.asked.what]
    chosen = [one for one in found if one.severity == "blocking"] or found
    if not chosen:
        raise NotPossibleError("nothing_to_mend")
    return tuple(chosen)


def _nameless(persona: Persona | None) -> dict[str, Any]:
    if persona is None:
        return {}
    return persona.model_dump(mode="json", include={"need", "situation", "questions", "vocabulary"})


def _known(names: tuple[Name, ...]) -> list[dict[str, Any]]:
    return [{"key": name.key, "names": list(dict.fromkeys(name.words))} for name in names]
