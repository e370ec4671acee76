"""The HTTP side: tokens, paths, faults, answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from aiohttp import web

from tests.fakes.telegram import about, receiving, sending
from tests.fakes.telegram.errors import ApiError
from tests.fakes.telegram.faults import Delay, Drop, Fail, Fault
from tests.fakes.telegram.methods import BY_LOWER, PARAMETERS
from tests.fakes.telegram.params import UPLOAD_MOST, Params, read
from tests.fakes.telegram.world import Call, World

_HANDLERS: Mapping[str, Callable[[World, Params], Any]] = {
    "getMe": about.get_me,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendMessageDraft": sending.send_draft,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_action,
    "editMessageText": sending.edit_text,
    "editMessageCaption": sending.edit_caption,
    "editMessageReplyMarkup": sending.edit_markup,
    "deleteMessage": sending.delete_message,
    "answerCallbackQuery": about.answer_tap,
    "setMyCommands": about.set_commands,
    "deleteMyCommands": about.delete_commands,
    "getMyCommands": about.get_commands,
    "setMyDescription": about.set_description,
    "getMyDescription": about.get_description,
    "setMyShortDescription": about.set_short_description,
    "getMyShortDescription": about.get_short_description,
    "getChat": about.get_chat,
    "getChatMember": about.get_member,
    "leaveChat": about.leave,
    "getFile": sending.get_file,
}
_COMPRESSED_FROM = 1000


class _DropError(Exception):
    """The connection is to break."""


class Server:
    """Answers calls out of the world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def app(self) -> web.Application:
        """The aiohttp application."""
        app = web.Application(client_max_size=UPLOAD_MOST + (1 << 20))
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._call)
        app.router.add_route("*", "/file/bot{token:[^/]+}/{path:.+}", self._file)
        app.router.add_route("*", "/{rest:.*}", self._nowhere)
        return app

    async def _nowhere(self, request: web.Request) -> web.StreamResponse:
        self._world.complain(f"{request.method} {request.path} is no path of the Bot API")
        return _refusal(ApiError(404))

    def _check_token(self, token: str) -> None:
        if token == self._world.token:
            return
        number, colon, _ = token.partition(":")
        raise ApiError(401 if colon and number.isdecimal() else 404)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["token"])
        except ApiError as error:
            return _refusal(error)
        file_id = self._world.paths.get(request.match_info["path"])
        if file_id is None:
            return _refusal(ApiError(404))
        try:
            await self._meet(self._world.faults.next_of("file"), before=True, params=None)
        except _DropError:
            return _dropped(request)
        except ApiError as error:
            return _refusal(error)
        return web.Response(body=self._world.files[file_id].content, content_type="application/octet-stream")

    async def _call(self, request: web.Request) -> web.StreamResponse:
        world = self._world
        try:
            self._check_token(request.match_info["token"])
        except ApiError as error:
            return _refusal(error)
        method = BY_LOWER.get(request.match_info["method"].lower())
        call = Call(method or request.match_info["method"], {}, {}, world.clock())
        place = len(world.calls)
        world.calls.append(call)
        world.wake()
        status, body = 200, b""
        try:
            call, result = await self._answer(request, method, call, place)
            shown = {"ok": True, "result": result}
            if isinstance(result, receiving.Said):
                shown = {"ok": True, **result._asdict()}
            body = json.dumps(shown).encode()
        except _DropError:
            return _dropped(request)
        except ApiError as error:
            status, body = error.status, json.dumps(error.body()).encode()
            call = replace(world.calls[place], description=error.description)
            result = None
        world.calls[place] = replace(call, status=status, result=result)
        world.wake()
        return _response(status, body)

    async def _answer(self, request: web.Request, method: str | None, call: Call, place: int) -> tuple[Call, Any]:
        """The call as it was understood, and its result. Raises ApiError or _DropError."""
        world = self._world
        if request.method not in ("GET", "POST"):
            world.complain(f"{request.method} is no way to call a method")
            raise ApiError(404)
        if method is None:
            world.complain(f"unknown method {call.method!r}")
            raise ApiError(404, "method not found")
        params = await read(request, lambda sentence: world.complain(f"{method}: {sentence}"))
        call = world.calls[place] = replace(call, params=dict(params.values), files=dict(params.files))
        for name in sorted((params.values.keys() | params.files.keys()) - PARAMETERS[method]):
            if name not in _attached(params):
                params.complain(f"unknown parameter {name!r}")
        fault = world.faults.next_of(method)
        await self._meet(fault, before=True, method=method, params=params)
        world.pace.pass_or_refuse(method, params.text("chat_id"))
        if method == "getUpdates":
            result: Any = await receiving.get_updates(world, params, lambda: request.transport is not None)
        else:
            result = _HANDLERS[method](world, params)
        await self._meet(fault, before=False, method=method, params=params)
        return call, result

    async def _meet(
        self, fault: Fault | None, *, before: bool, params: Params | None, method: str = "file"
    ) -> None:
        match fault:
            case Drop() if fault.after is not before:
                raise _DropError
            case Delay() if fault.before is before:
                await asyncio.sleep(fault.seconds)
            case Fail() if fault.after is not before:
                if fault.retry_after is not None:
                    self._world.pace.block(method, params.text("chat_id") if params else "", fault.retry_after)
                raise _scripted(fault)
            case _:
                pass


def _scripted(fault: Fail) -> ApiError:
    if fault.retry_after is not None:
        return ApiError(fault.status, f"retry after {fault.retry_after}", retry_after=fault.retry_after)
    error = ApiError(fault.status)
    error.description = fault.description or error.description
    return error


def _attached(params: Params) -> frozenset[str]:
    """Names of uploads that another parameter points at."""
    return frozenset(
        name for name in params.files if any(f"attach://{name}" in value for value in params.values.values())
    )


def _dropped(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


def _refusal(error: ApiError) -> web.Response:
    return _response(error.status, json.dumps(error.body()).encode())


def _response(status: int, body: bytes) -> web.Response:
    response = web.Response(status=status, body=body, content_type="application/json")
    retry = json.loads(body).get("parameters", {}).get("retry_after") if status == 429 else None
    if retry:
        response.headers["Retry-After"] = str(retry)
    if len(body) >= _COMPRESSED_FROM:
        response.enable_compression()
    return response
