"""What an endpoint's error means: wait and ask again, ask differently, or tell the user how to mend it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from bot.domain.errors import ModelFailedError, QuotaError, RefusedError
from bot.generation.cleaning import clean_text

LONGEST_WAIT = 120.0
"""Seconds; an endpoint that asks for a longer pause is not waited for."""

Kind = Literal["again", "quota", "key", "forbidden", "missing", "too_long", "filtered", "request"]
About = Literal["reachable", "key", "model", "answer"]

_LONGEST_MESSAGE = 300
_TOLD = ("message", "msg", "detail", "error", "type", "code", "param", "loc", "reason")
_QUOTA = re.compile(r"insufficient[_ ](?:quota|balance|credit|funds)|billing_(?:hard_limit|not_active)", re.I)
_TOO_LONG = re.compile(
    r"context[_ ](?:length|size|window)|(?:prompt|input|request) is too (?:long|large)|too many (?:input )?tokens"
    r"|request_too_large|string_above_max_length",
    re.I,
)
_TOO_MUCH_ASKED = re.compile(
    r"max(?:imum)?[_ ](?:completion_|output_)?tokens\b.{0,60}(?:too large|exceed|at most)", re.I
)
_FILTERED = re.compile(r"content[_ ]?(?:filter|policy)|content management policy|moderation|was flagged", re.I)
_UNACCEPTED = re.compile(
    r"unsupported|not supported|does ?n[o']t support|un(?:recognized|recognised|known|expected)|extra_forbidden"
    r"|not (?:permitted|allowed|accepted|available|compatible)|no longer|deprecated|only the default",
    re.I,
)
_ABOUT_FORMAT = re.compile(
    r"response[_ ]?format|json[_ ]?(?:schema|object|mode)|grammar|schema|structured[_ ]output|guided"
    r"|\b(?:min|max)(?:Length|Items|imum)\b|multipleOf",
    re.I,
)


class EndpointFailedError(ModelFailedError):
    """This endpoint could not answer; another one still might. `about` is the part of it that failed."""

    def __init__(self, what: str, next_step: str = "", about: About = "answer") -> None:
        super().__init__(what, next_step)
        self.about = about


class UnavailableError(EndpointFailedError):
    """It cannot be had now: nobody listens, it fails, falls silent or breaks off."""


class BusyError(EndpointFailedError):
    """It works, but takes no more requests for the moment. `wait` is the pause it asks for, in seconds, where that
    is one that nobody waits for."""

    def __init__(self, what: str, next_step: str = "", about: About = "answer", wait: float | None = None) -> None:
        super().__init__(what, next_step, about)
        self.wait = wait


class AccessError(EndpointFailedError):
    """It does not let us in, or does not know the model: only who runs this can mend that."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An error answer, free of any library's types. `status` is None for an error inside a stream."""

    status: int | None
    message: str
    code: str = ""
    param: str = ""
    text: str = ""
    """All that the body says in its own words; never what it echoes of the request."""

    @property
    def kind(self) -> Kind:
        """What kind of problem it is, which decides what is done about it."""
        if self.status == 402 or _QUOTA.search(self.text):
            return "quota"
        if _TOO_LONG.search(self.text) or self.status == 413:
            return "too_long"
        if self.status in (None, 400, 403) and _FILTERED.search(self.text):
            return "filtered"
        if self.status is None or self.status in (408, 409, 429) or self.status >= 500:
            return "again"
        known: dict[int, Kind] = {401: "key", 403: "forbidden", 404: "missing"}
        return known.get(self.status, "request")

    @property
    def busy(self) -> bool:
        """Whether it works, but has had enough requests for the moment; inside a stream only a code says so."""
        return self.status == 429 or self.code == "429" or "rate_limit" in self.code

    @property
    def teaches(self) -> bool:
        """Whether the request was refused for its form, and not for its size, its content or the key."""
        return self.status in (400, 422) and self.kind == "request" and not _TOO_MUCH_ASKED.search(self.text)

    def parameter(self, names: Iterable[str]) -> str | None:
        """The parameter, one of `names`, that is not accepted; None when the error is about something else."""
        if not self.teaches or not _UNACCEPTED.search(self.text):
            return None
        root = self.param.split(".")[0]
        if root:
            return root if root in names else None
        places = {match.start(): name for name in names if (match := re.search(rf"\b{name}\b", self.text))}
        return places[min(places)] if places else None

    @property
    def about_format(self) -> bool:
        """Whether the form asked for the answer (schema, JSON mode) is what was refused."""
        return self.teaches and bool(_ABOUT_FORMAT.search(self.text))


def problem(status: int | None, body: object, secret: str | None = None) -> Problem:
    """Reads an error body: OpenAI's, a validation list such as FastAPI's, or plain text. The secret, a key that
    some endpoints repeat, is blotted out."""
    error = body if isinstance(body, Mapping) else {}
    said = [(key, text.replace(secret, "***") if secret else text) for key, text in _said(body)]
    message = next((text for key, text in said if key in ("message", "msg", "")), said[0][1] if said else "")
    return Problem(
        status=status,
        message=clean_text(message)[:_LONGEST_MESSAGE] or "no explanation",
        code=str(error.get("code") or ""),
        param=str(error.get("param") or ""),
        text=" ".join(text for _, text in said),
    )


def _said(value: Any, key: str = "", depth: int = 0) -> Iterable[tuple[str, str]]:
    if depth > 6:
        return
    if isinstance(value, Mapping):
        for name in _TOLD:
            if name in value:
                yield from _said(value[name], name, depth + 1)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _said(item, key, depth + 1)
    elif isinstance(value, str | int) and str(value).strip():
        yield key, str(value).strip()[:2000]


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the endpoint asks to wait, from `retry-after-ms` or `retry-after`; None when it does not say.

    A date counts from the answer's own `date`, so that no clock of this machine is trusted.
    """
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) / unit
        except ValueError:
            continue
        return None if math.isnan(seconds) else max(seconds, 0.0)
    try:
        until = parsedate_to_datetime(headers["retry-after"])
        return max((until - parsedate_to_datetime(headers["date"])).total_seconds(), 0.0)
    except (KeyError, ValueError, TypeError):
        return None


def explain(problem: Problem, name: str, model: str) -> ModelFailedError:
    """The error that a user sees: what the endpoint said, and what to do about it."""
    says = f"`{problem.message}`" if problem.message else "nothing more"
    match problem.kind:
        case "quota":
            return QuotaError(
                f"{name}: the account has no credit left ({says}).", "Top it up, or use another key."
            )
        case "key":
            return AccessError(
                f"{name} does not accept the key ({says}).", "Set the right key in the environment.", "key"
            )
        case "forbidden":
            return AccessError(
                f"{name} refuses this key access to `{model}` ({says}).",
                "Give the key access to the model, or name one that it may use.",
                "key",
            )
        case "missing":
            return AccessError(
                f"{name} does not know `{model}`, or its address is wrong ({says}).",
                "Check the model's name; a base URL usually ends in /v1.",
                "model",
            )
        case "too_long":
            return ModelFailedError(
                f"{name}: the prompt is longer than `{model}` can read ({says}).",
                "Shorten the source or the brief, or take a model or server setting with a larger context.",
            )
        case "filtered":
            return RefusedError(f"{name} filtered the request: {says}.", "Reword the brief or the source.")
        case "request" if _TOO_MUCH_ASKED.search(problem.text):
            return ModelFailedError(f"{name} cannot give such long answers ({says}).", "Lower `model.max_tokens`.")
        case _:
            return ModelFailedError(
                f"{name} refused the request with status {problem.status} ({says}).",
                "`kernbot doctor` shows what the endpoint supports.",
            )
