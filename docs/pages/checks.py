"""A page for each check, and the index of docs/checks/."""

from __future__ import annotations

from bot.checks.catalog import CHECKS
from bot.checks.key_message import KEY_MESSAGE_CHECKS
from bot.checks.proposition import PROPOSITION_CHECKS
from bot.domain.base import Language
from bot.domain.check import Check, CheckTexts
from bot.knowledge.store import Knowledge
from docs.pages.markdown import code, table

_WHERE = {"posts": CHECKS, "key messages": KEY_MESSAGE_CHECKS, "propositions": PROPOSITION_CHECKS}
_WORDS: dict[Language, tuple[str, ...]] = {
    "en": ("In English", "Why", "What it says", "How to solve it", "Example"),
    "nl": ("In het Nederlands", "Waarom", "Wat er staat", "Hoe je het oplost", "Voorbeeld"),
}
_HEAD = "<!-- Written by `make docs` from bot/checks/ and the texts in prompts/checks/. Edit those. -->"


def every() -> dict[str, Check]:
    """Every check by id, in the order in which posts, key messages and propositions are checked."""
    return {check.id: check for checks in _WHERE.values() for check in checks}


def blocks(knowledge: Knowledge) -> dict[str, str]:
    """The blocks of the index."""
    texts = knowledge.check_texts
    rows = (
        (f"[`{name}`]({name}.md)", texts[name].title.en, check.severity, ", ".join(_looks_at(name)))
        for name, check in sorted(every().items())
    )
    return {"checks": table(("Check", "In a few words", "Severity", "Looks at"), rows)}


def pages(knowledge: Knowledge) -> dict[str, str]:
    """The page of each check, by file name."""
    texts = knowledge.check_texts
    return {f"{name}.md": _page(check, texts[name]) for name, check in every().items()}


def _page(check: Check, texts: CheckTexts) -> str:
    where = ", ".join(_looks_at(check.id))
    blocks = [
        _HEAD,
        f"# {texts.title.en} ({code(check.id)})",
        f"**Severity**: {check.severity} · **Looks at**: {where} · **Source**: {texts.source}",
        _consequence(check),
        *(_in(language, texts) for language in _WORDS),
        "[All checks](index.md)",
    ]
    return "\n\n".join(blocks) + "\n"


def _consequence(check: Check) -> str:
    if check.severity == "advice":
        return "Advice: it shuts nothing, and nothing is rewritten for it."
    if check.mendable and check in CHECKS:
        return "It shuts approval. Rewriting can solve it, so a model that wrote the post is asked to do so once."
    return "It shuts approval until you solve it."


def _in(language: Language, texts: CheckTexts) -> str:
    heading, why, message, fix, example = _WORDS[language]
    lines = [
        f"## {heading}: {texts.title[language]}",
        f"**{why}.** {texts.why[language]}",
        f"**{message}.** {texts.message[language]}",
        f"**{fix}.** {texts.fix[language]}",
    ]
    if texts.example:
        quoted = "\n".join(f"> {line}".rstrip() for line in texts.example[language].splitlines())
        lines.append(f"**{example}.**\n\n{quoted}")
    return "\n\n".join(lines)


def _looks_at(name: str) -> list[str]:
    return [where for where, checks in _WHERE.items() if name in {check.id for check in checks}]
