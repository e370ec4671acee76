"""The inputs of the prompt templates, for prompts/README.md."""

from __future__ import annotations

from bot.generation.prompts import SUFFIX, TASKS, Prompts
from docs.pages.markdown import code, codes, table

PURPOSES = {
    "pack": "What all calls of one pack share: rules of writing, shape of the answers, brand, brief, phase.",
    "topics": "Asks for candidate topics.",
    "more_topics": "Follows the prompt for topics when an editor wants others.",
    "key_message": "Asks for the key message of the phase.",
    "other_key_message": "Follows the prompt for the key message when an editor wants another one.",
    "post": "Asks for one post on one channel.",
    "revise": "Follows the post's prompt when a check found something that rewriting can solve.",
    "rewrite": "Follows the post's prompt when an editor wants it shorter, in another tone, by a wish, and so on.",
    "repair": "Follows any prompt whose answer did not have the right shape.",
    "from_source": "Takes facts out of a source text.",
    "sharper": "Asks for three sharper wordings of a proposition.",
    "understand": "Reads an order in one message: for whom, when, where and about what.",
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
    "channels": "key and names of each channel that may be ordered",
    "delivered": "what the writer delivered the first time, or the post as it stands now",
    "empty": "empty words that a proposition does without",
    "findings": "what the checks found: the part, the words, the problem and the fix of each",
    "formats": "names of the content formats",
    "how": "what is asked: `shorter`, `longer`, `other_tone`, `weaker_claim`, `translate`, `instruct` or `mend`",
    "instruction": "what an editor asked for in so many words; empty when nobody did",
    "key_message": "the key message that was made before",
    "language": "`nl` or `en`",
    "locale": "`nl-NL`, `nl-BE`, `en-GB` or `en-US`",
    "message": "the message that somebody sent",
    "offences": "what is wrong with the answer, a line each",
    "persona": "the persona without a name, or nothing",
    "personas": "key and names of each persona that may be ordered for",
    "phase": "the phase as its journey file has it",
    "phases": "the phases of the model: key with job, or with names",
    "previous": "the key message that is there already",
    "proposition": "the proposition with its parts",
    "seen": "title and angle of the topics that were seen already",
    "sentence": "the direction that an editor points in; empty for another angle",
    "source": "the source that may be quoted, or nothing",
    "text": "the text of the source",
    "title": "the title of the source",
    "topic": "title, question and angle of the topic",
    "topics": "titles of the topics that were chosen",
    "wanted": "how many candidates to give",
    "wish": "the sentence to weaken or what an editor wants; empty where the task says it all",
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
