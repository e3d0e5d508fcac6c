"""The line to a server of models: no redirects, no more bytes or seconds than allowed, one repeat. Needs the extras."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx2 as httpx
from openai import AsyncOpenAI
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

from placet.llm.settings import Settings

if TYPE_CHECKING:
    from pydantic_ai.models import Model


class Bounded(httpx.AsyncByteStream):
    """An answer's bytes, cut off with an error where they become too many."""

    def __init__(self, stream: httpx.AsyncByteStream, most: int) -> None:
        self.stream, self.most = stream, most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the bytes."""
        read = 0
        async for piece in self.stream:
            read += len(piece)
            if read > self.most:
                raise httpx.ReadError(f"the answer has more than {self.most:,} bytes")
            yield piece

    async def aclose(self) -> None:
        """Close the line."""
        await self.stream.aclose()


class Line(httpx.AsyncHTTPTransport):
    """A transport that takes answers of a bounded size only, and none that would have to be unpacked."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer to a request."""
        request.headers["Accept-Encoding"] = "identity"
        answer = await super().handle_async_request(request)
        if answer.headers.get("Content-Encoding", "identity") != "identity":
            await answer.aclose()
            raise httpx.ReadError("the answer is packed, which was not asked for")
        assert isinstance(answer.stream, httpx.AsyncByteStream)
        answer.stream = Bounded(answer.stream, self.most)
        return answer


@asynccontextmanager
async def connection(settings: Settings) -> AsyncIterator[Model]:
    """Yield the model behind an address; nothing but the settings is taken from the environment."""
    limits = httpx.Timeout(settings.most_seconds, connect=min(10.0, settings.most_seconds))
    async with httpx.AsyncClient(
        transport=Line(settings.most_answer_bytes), timeout=limits, follow_redirects=False, trust_env=False
    ) as http:
        client = AsyncOpenAI(base_url=settings.address, api_key=settings.key or "none", http_client=http, max_retries=1)
        client.organization = client.project = None
        yield OpenAIChatModel(settings.model, provider=OpenAIProvider(openai_client=client))
