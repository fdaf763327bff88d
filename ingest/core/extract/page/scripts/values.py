"""The data in a page's scripts, each with the name of where it stands."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborNode

from ingest.core.extract.page.scripts import literal, payloads

_MOST_BYTES = 6_000_000  # of all scripts of a page that are read
_MOST_SCRIPTS = 400
_ASSIGNED = re.compile(
    r"(?:window|self|globalThis)\s*(?:\.\s*([A-Za-z_$][\w$]*)|\[\s*[\"']([^\"']{1,60})[\"']\s*\])\s*=\s*(?=[\[{(]|JSON\.parse|function)"
)
_PARSED = re.compile(r"JSON\.parse\(\s*(?:decodeURIComponent\(\s*)?")
_STREAM = "__next_f"
_PUSHED = re.compile(r"self\.__next_f\.push\(\s*(?=\[)")
_FUNCTION = re.compile(r"\(?\s*function\s*\(([\w$,\s]*)\)\s*\{\s*return\s*")
_STARTED = re.compile(r"[,{]\s*data\s*:\s*(?=\[)|\bconst data\s*=\s*(?=\[)")


def values(scripts: Iterable[LexborNode], islands: Iterable[LexborNode], least: int, marks: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """(name, value) of each, in the page's order. What cannot be read is passed over, and what cannot hold the page's own text.

    `islands` are the elements with props of their own; `least`: characters of the text; `marks`: words of which one stands beside it, in
    lower case, none if that is not sure.
    """
    left = _MOST_BYTES
    streamed: list[str] = []
    for node in islice(scripts, _MOST_SCRIPTS):
        text = node.text()
        left -= len(text)
        if left < 0:
            break
        if (_may_hold(text, least, marks) or _STREAM in text) and not node.attributes.get("src"):
            yield from _of_script(node, text, streamed)
    if streamed and _may_hold(stream := "".join(streamed), least, marks):
        for row in payloads.of_rows(stream):
            yield "__next_f", row
    for node in islice(islands, _MOST_SCRIPTS):
        try:
            yield "astro-island", payloads.of_typed(json.loads(node.attributes.get("props") or ""))
        except (ValueError, RecursionError):
            continue


def _may_hold(text: str, least: int, marks: frozenset[str]) -> bool:
    return len(text) > least and (not marks or any(map(text.lower().__contains__, marks)))


def _of_script(node: LexborNode, text: str, streamed: list[str]) -> Iterator[tuple[str, Any]]:
    kind, name = (node.attributes.get("type") or "").lower(), node.attributes.get("id") or ""
    if kind == "application/json" or name in ("__NEXT_DATA__", "serverApp-state"):
        yield from _of_json(text, name or "application/json")
    elif kind in ("", "text/javascript", "module", "application/javascript"):
        yield from _of_code(text, streamed)


def _of_json(text: str, name: str) -> Iterator[tuple[str, Any]]:
    text = text.strip().removeprefix("<!--").removesuffix("-->")
    try:
        value = json.loads(payloads.of_angular(text) if text.startswith("{&q;") else text, strict=False)
    except (ValueError, RecursionError):
        return
    if name == "__NUXT_DATA__" or (isinstance(value, list) and value and isinstance(value[0], list) and _is_passed_on(value[0])):
        value = payloads.of_indexes(value)
    if isinstance(value, dict) and isinstance(value.get("body"), str):  # SvelteKit keeps what it fetched as the text that it was
        try:
            yield name, json.loads(value["body"])
        except (ValueError, RecursionError):
            yield name, value
        return
    yield name, value


def _is_passed_on(head: list[Any]) -> bool:
    return len(head) == 2 and head[0] in ("Reactive", "ShallowReactive", "Ref", "ShallowRef")


def _of_code(text: str, streamed: list[str]) -> Iterator[tuple[str, Any]]:
    for found in _PUSHED.finditer(text):
        value = _read(text, found.end())
        if isinstance(value, list) and len(value) == 2 and isinstance(value[1], str):
            streamed.append(value[1])
    for found in _ASSIGNED.finditer(text):
        value = _assigned(text, found.end())
        if isinstance(value, dict | list) and value:
            yield found[1] or found[2], value
    if "kit.start" in text or "__sveltekit" in text:
        for found in _STARTED.finditer(text):
            if isinstance(value := _read(text, found.end()), list):
                yield "__sveltekit", value


def _assigned(text: str, at: int) -> Any:
    if parsed := _PARSED.match(text, at):
        inner = _read(text, parsed.end())
        if not isinstance(inner, str):
            return None
        if "decodeURIComponent" in parsed[0]:
            from urllib.parse import unquote  # seldom needed

            inner = unquote(inner)
        try:
            return json.loads(html.unescape(inner) if inner.startswith("{&quot;") else inner)
        except (ValueError, RecursionError):
            return None
    if function := _FUNCTION.match(text, at):
        return _returned(text, function)
    return _read(text, at)


def _returned(text: str, function: re.Match[str]) -> Any:
    """What `(function(a, b) { return {...} }(1, 2))` returns: Nuxt 2 writes a state so."""
    names = [name.strip() for name in function[1].split(",") if name.strip()]
    at = text.rfind("}(", function.end())
    if at < 0:
        return None
    try:
        given = literal.arguments(text, at + 2)
        return literal.read(text, function.end(), dict(zip(names, given, strict=False)))[0]
    except literal.NoLiteral:
        return None


def _read(text: str, at: int) -> Any:
    try:
        return literal.read(text, at)[0]
    except literal.NoLiteral:
        return None
