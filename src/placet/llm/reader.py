"""One text, one model: what it suggests, what was dropped and why. Needs the extras."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from placet.evidence import Suggestion
from placet.extras import needed
from placet.llm.answer import Answer, standing
from placet.llm.prompt import INSTRUCTIONS, PROMPT_SHA256, question
from placet.llm.settings import Settings

if TYPE_CHECKING:
    from pydantic_ai import Agent
    from pydantic_ai.models import Model

EXTRACTOR = "placet-model 1"
"""The name and version of this way to read, kept on every suggestion with the model and the prompt's hash."""
LOG = logging.getLogger("placet.llm")


@dataclass(frozen=True)
class Dropped:
    """What a model handed over that is no suggestion, and why."""

    why: str
    evidence: str


@dataclass(frozen=True)
class ModelReading:
    """What a model made of one text.

    `failures` says what went wrong with the server or its answers; whatever stands is in `suggestions` all the same.
    """

    suggestions: tuple[Suggestion, ...]
    dropped: tuple[Dropped, ...]
    failures: tuple[str, ...]
    model: str
    prompt_sha256: str = PROMPT_SHA256


@dataclass
class Part:
    """One request's part of a text, and what stands and does not of the answer looked at last."""

    article: str
    offset: int
    language: str
    extractor: str
    most_claims: int
    stand: list[Suggestion] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def look_at(self, answer: Answer) -> None:
        """Sort the claims of an answer into those that stand and those that do not."""
        claims = answer.claims
        self.stand, self.dropped = [], [Dropped(said, one_line(words)) for said, words in answer.unfit[:20]]
        for claim in claims[: self.most_claims]:
            one = standing(claim, self.article, offset=self.offset, language=self.language, extractor=self.extractor)
            if isinstance(one, Suggestion):
                if one not in self.stand:
                    self.stand.append(one)
            else:
                self.dropped.append(Dropped(one, one_line(claim.evidence)))
        self.dropped += [
            Dropped(f"more than {self.most_claims} claims in one part", one_line(claim.evidence))
            for claim in claims[self.most_claims :][:20]
        ]


def suggest_with_model(
    text: str, settings: Settings, *, title: str = "", language: str = "en", model: Model | None = None
) -> ModelReading:
    """Return the claims that a model reads in a text, each with words that stand in it, and what was dropped.

    The text is handed over as data, part by part; the model gets no tools to use. An answer that is no JSON, lacks
    fields, or shows evidence that is not in the text is sent back once with the reason; what is still wrong then is
    dropped and logged. A server that fails costs only its part: nothing is raised for it.

    Parameters
    ----------
    text
        The text as it is stored. Offsets of the claims are code points of this text.
    settings
        Which model, where, and the limits.
    title, language
        Of the text.
    model
        A model of pydantic-ai to ask in place of the server's; for tests.

    Raises
    ------
    UsageError
        When the extras are not installed.
    """
    ai = needed("pydantic_ai")
    extractor = f"{EXTRACTOR}; {settings.model}; {settings.mode}; prompt {PROMPT_SHA256[:16]}"
    shown = text[: settings.most_characters]
    listed = [
        Part(shown[start:end], start, language, extractor, settings.most_claims)
        for start, end in cuts(shown, settings.part_characters)
    ]
    failures = asyncio.run(read_all(ai, settings, title[:300], listed, model))
    if len(shown) < len(text):
        failures.append(f"only the first {len(shown):,} of {len(text):,} characters were read")
    dropped = tuple(one for part in listed for one in part.dropped)
    for one in dropped:
        LOG.info("%s: dropped, %s: %r", settings.model, one.why, one.evidence)
    for failure in failures:
        LOG.info("%s: %s", settings.model, failure)
    found = sorted((one for part in listed for one in part.stand), key=lambda one: (one.start, one.end, one.kind))
    return ModelReading(tuple(found), dropped, tuple(failures), settings.model)


async def read_all(ai: Any, settings: Settings, title: str, listed: list[Part], model: Model | None) -> list[str]:
    """Ask the model about each part in turn, and return what went wrong."""
    until = asyncio.get_running_loop().time() + settings.most_seconds
    if model is not None:
        return await read_parts(agent_of(ai, settings, model), settings, title, listed, until)
    from placet.llm.server import connection

    async with connection(settings) as served:
        return await read_parts(agent_of(ai, settings, served), settings, title, listed, until)


async def read_parts(
    agent: Agent[Part, Answer], settings: Settings, title: str, listed: list[Part], until: float
) -> list[str]:
    """Ask about each part in turn until the time is over or the server fails, and return what went wrong."""
    failures: list[str] = []
    for number, part in enumerate(listed, 1):
        left = until - asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(max(left, 0.0)):
                await agent.run(question(title, part.language, part.article), deps=part)
        except TimeoutError:
            failures.append(f"no answer within {settings.most_seconds:g} seconds ({number - 1} of {len(listed)} parts)")
            break
        except Exception as failure:
            said = why(failure)
            failures.append(f"part {number} of {len(listed)}: {said}" if len(listed) > 1 else said)
            if not said.startswith("its answer"):
                break
    return failures


def agent_of(ai: Any, settings: Settings, model: Model) -> Agent[Part, Answer]:
    """Return what asks a model, looks at its answer, and sends a wrong one back once."""
    output = {"tool": ai.ToolOutput, "native": ai.NativeOutput, "prompted": ai.PromptedOutput}[settings.mode]
    agent: Agent[Part, Answer] = ai.Agent(
        model,
        output_type=output(Answer, name="claims", description="The claims of the article."),
        instructions=INSTRUCTIONS,
        deps_type=Part,
        model_settings={"temperature": 0.0},
        retries=1,
    )

    @agent.output_validator
    def stands(context: Any, answer: Answer) -> Answer:
        part: Part = context.deps
        part.look_at(answer)
        if part.dropped and context.retry < context.max_retries:
            listed = "\n".join(f"- {one.why}: {one.evidence}" for one in part.dropped[:20])
            raise ai.ModelRetry(
                "Hand over all claims once more. Copy evidence character for character from the article; leave out"
                f" what it does not say. These do not stand:\n{listed}"
            )
        return answer

    return agent


def why(failure: Exception) -> str:
    """Return in words what went wrong with the server or its answer."""
    from httpx2 import HTTPError
    from openai import OpenAIError
    from pydantic_ai import exceptions

    if isinstance(failure, exceptions.ModelHTTPError):
        words = {
            401: "it wants a key, or another one",
            404: "it has no such address or model",
            429: "too many requests",
        }
        more = words.get(failure.status_code, "")
        return f"the model's server answered {failure.status_code}" + (f": {more}" if more else "")
    if isinstance(failure, exceptions.UnexpectedModelBehavior):
        return "its answer was not what was asked for, and not when asked again"
    if isinstance(failure, exceptions.UserError):
        return "this model cannot answer in this mode: try another --model-mode"
    if isinstance(failure, exceptions.AgentRunError | OpenAIError | HTTPError | OSError | ValueError | RecursionError):
        return "the model's server cannot be reached or hands over no readable answer"
    return f"its answer cannot be read ({type(failure).__name__})"


def cuts(text: str, most: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the parts of a text, cut at a line's or sentence's end where there is one."""
    start = 0
    while start < len(text):
        end = min(start + most, len(text))
        if end < len(text):
            for mark in ("\n\n", "\n", ". ", " "):
                at = text.rfind(mark, start + most // 2, end)
                if at > 0:
                    end = at + len(mark)
                    break
        if text[start:end].strip():
            yield start, end
        start = end


def one_line(written: str, most: int = 120) -> str:
    """Return words short, on one line, with no sign that steers a terminal."""
    plain = "".join(sign if sign.isprintable() else " " for sign in written[: most * 2])
    plain = " ".join(plain.split())
    return plain if len(plain) <= most else plain[: most - 3] + "..."
