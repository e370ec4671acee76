"""The inputs of the prompt templates, for prompts/README.md."""

from __future__ import annotations

from bot.generation.prompts import SUFFIX, TASKS, Prompts
from docs.pages.markdown import code, codes, table

PURPOSES = {
    "pack": "What all calls of one pack share: rules of writing, shape of the answers, brand, brief, phase.",
    "topics": "Asks for candidate topics.",
    "key_message": "Asks for the key message of the phase.",
    "post": "Asks for one post on one channel.",
    "revise": "Follows the post's prompt when a check found something that rewriting can solve.",
    "repair": "Follows any prompt whose answer did not have the right shape.",
    "from_source": "Takes facts out of a source text.",
}
INPUTS = {
    "address": "how the reader is addressed on this channel: `je`, `u` or `neutral`",
    "angles": "names of the angles that topics may take",
    "answer": "the answer that was not accepted",
    "author": "`page` or `person`",
    "belongs": "what belongs on this channel in this phase",
    "brand": "the brand as it stands in the brief",
    "brief": "the brief, without the persona's name, the ids and the source",
    "channel": "the channel as its file has it, with its parts",
    "delivered": "what the writer delivered the first time",
    "findings": "what the checks found: the part, the words, the problem and the fix of each",
    "formats": "names of the content formats",
    "instruction": "what an editor asked for in so many words; empty when nobody did",
    "key_message": "the key message that was made before",
    "language": "`nl` or `en`",
    "locale": "`nl-NL`, `nl-BE`, `en-GB` or `en-US`",
    "offences": "what is wrong with the answer, a line each",
    "phase": "the phase as its journey file has it",
    "phases": "key and job of each phase of the model",
    "source": "the source that may be quoted, or nothing",
    "text": "the text of the source",
    "title": "the title of the source",
    "topic": "title, question and angle of the topic",
    "topics": "titles of the topics that were chosen",
    "wanted": "how many candidates to give",
    "worn": "worn words to stay away from",
}


def blocks(prompts: Prompts) -> dict[str, str]:
    """The blocks of the page. Raises KeyError for an input without a meaning."""
    declared = {task: sorted(prompts.declared(task)) for task in TASKS}
    used = sorted({name for names in declared.values() for name in names})
    tasks = ((code(f"{task}{SUFFIX}"), PURPOSES[task], codes(names)) for task, names in declared.items())
    return {
        "templates": table(("Template", "What it is for", "Inputs"), tasks),
        "inputs": table(("Input", "What it holds"), ((code(name), INPUTS[name]) for name in used)),
    }
