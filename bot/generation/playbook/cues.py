"""Cues: what a question asks for (how long), and the words in which an answer tells it (days, weeks)."""

from __future__ import annotations

from bot.domain.playbook import Grammar
from bot.generation.playbook import sentences as s

SURE = 2
"""Words of a cue that an answer must have to a question that is nothing but the cue."""


def found(question: str, answer: str, grammar: Grammar) -> int:
    """1 where a cue of the question has its words in the answer, -1 where one that must has not, else 0."""
    asked, told = f" {question.lower()}", f" {' '.join(s.words(answer))} "
    best = 0
    for cue in grammar.cues:
        if any(f" {ask}" in asked for ask in cue.ask):
            if any(f" {tell} " in told for tell in cue.tell):
                best = 1
            elif cue.must:
                return -1
    return best


def say_all(asked: frozenset[str], answer: str, grammar: Grammar) -> bool:
    """Whether the cues hold every telling word that is asked (goes missing), and the answer several of theirs."""
    told = set(s.words(answer))
    stop_words = frozenset(grammar.stop_words)
    return bool(asked) and any(
        len(told.intersection(cue.tell)) >= SURE
        and asked <= s.stems(" ".join(cue.ask), stop_words, grammar.endings)
        for cue in grammar.cues
    )
