"""The key message: what this phase has to settle for this persona."""

from __future__ import annotations

from bot.domain.pack import KeyMessage
from bot.generation.playbook import sentences as s
from bot.generation.playbook.desk import Desk
from bot.generation.playbook.material import Material

MAX_LINE = 240
MAX_SUPPORTS = 4


def key_message(desk: Desk) -> KeyMessage:
    """The key message from the sheet of the phase and the brief; an open objection shows a placeholder."""
    material = desk.material
    objection, answer = _objection(desk)
    core = desk.line("core", _short) or desk.line("core_other", _short)
    promise = desk.line("promise", _short)
    step = desk.line("next_step", _short)
    supports, proof = _supports(desk)
    return KeyMessage(
        core=core.text if core else material.phase.key_message_job[material.language],
        promise=promise.text if promise else material.parts["proposition"].text,
        supports=supports,
        proof=proof,
        objection=objection,
        answer=answer,
        next_step=step.text if step else material.phase.cta[0][material.language],
        tone=_tone(material),
    )


def _short(text: str) -> bool:
    return len(text) <= MAX_LINE


def _objection(desk: Desk) -> tuple[str | None, str | None]:
    doubts = desk.material.doubts
    if not doubts:
        return None, None
    first = doubts[0]
    if first.answer is None:
        needed = desk.slots.label("answer_needed").replace("{objection}", s.inner(first.objection.text))
        return first.objection.text, needed
    return first.objection.text, first.answer.text


def _supports(desk: Desk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    material = desk.material
    parts = [
        piece.text for key, piece in material.parts.items() if key != "need" and piece.key not in desk.slots.used
    ]
    carried = [(fact.piece.text, fact.proof) for fact in material.facts]
    texts = [*(text for text, _ in carried[: MAX_SUPPORTS - 1]), *parts]
    if not carried:
        texts += [piece.text for piece in material.said[:2]]
    needed = desk.slots.find("needed_proof")
    shown = texts[:MAX_SUPPORTS]  # nothing left is no support: the promise again would not be one
    ids = tuple(proof.id for text, proof in carried if proof and text in shown)
    return tuple([*shown, needed.text] if needed else shown), ids


def _tone(material: Material) -> str:
    words = [item[material.language] for item in material.phase.tone]
    tone = s.as_sentence(
        ", ".join([*words[:1], *(word[:1].lower() + word[1:] for word in words[1:])]), material.grammar
    )
    voice = material.brief.brand.voice
    return " ".join(filter(None, (tone, s.as_sentence(voice, material.grammar) if voice else "")))
