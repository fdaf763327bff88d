"""Payloads of frameworks that are no plain data -> plain data: references by index, typed values, streamed rows, escapes of their own."""

import json
import re
from contextlib import suppress
from typing import Any

_DEPTH = 60
_STEPS = 200_000
_ROW = re.compile(r"([0-9a-f]+):")
_TEXT_ROW = re.compile(r"T([0-9a-f]+),")
_REFERENCE = re.compile(r"\$([0-9a-f]+)$")
_PASSED_ON = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef", "Date", "NuxtError"})
_ANGULAR = (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&"))


def of_indexes(rows: Any) -> Any:
    """A list in which every value names others by their place, as Nuxt 3 and SvelteKit write it (devalue)."""
    if not isinstance(rows, list):
        return rows
    steps = 0

    def value(place: Any, depth: int) -> Any:
        nonlocal steps
        steps += 1
        if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < len(rows) or depth > _DEPTH or steps > _STEPS:
            return None
        said = rows[place]
        if isinstance(said, dict):
            return {key: value(inner, depth + 1) for key, inner in said.items()}
        if isinstance(said, list):
            if said and isinstance(said[0], str):
                return value(said[1], depth + 1) if said[0] in _PASSED_ON and len(said) > 1 and isinstance(said[1], int) else None
            return [value(inner, depth + 1) for inner in said]
        return said

    return value(0, 0)


def of_typed(value: Any, depth: int = 0) -> Any:
    """Props of an Astro island: every value is [its type, it]; 0 is a plain value or an object, 1 a list."""
    if depth > _DEPTH:
        return None
    if isinstance(value, dict):
        return {key: of_typed(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], int) and not isinstance(value[0], bool):
        kind, inner = value
        if kind == 1 and isinstance(inner, list):
            return [of_typed(one, depth + 1) for one in inner]
        return of_typed(inner, depth + 1) if isinstance(inner, dict) else inner
    return value


def of_rows(stream: str) -> list[Any]:
    """The rows of React's server components, `id:JSON` and `id:Tlength,text`, the texts put where they are referred to."""
    rows: dict[str, Any] = {}
    encoded = stream.encode("utf-8", "replace")
    at = 0
    while at < len(encoded) and len(rows) < _STEPS:
        head = _ROW.match(encoded[at : at + 20].decode("latin-1"))
        if head is None:
            at = encoded.find(b"\n", at) + 1 or len(encoded)
            continue
        start = at + head.end()
        told = _TEXT_ROW.match(encoded[start : start + 20].decode("latin-1"))
        if told is not None:
            begin = start + told.end()
            at = begin + int(told[1], 16)
            rows[head[1]] = encoded[begin:at].decode("utf-8", "replace")
            continue
        end = encoded.find(b"\n", start)
        end = len(encoded) if end < 0 else end
        with suppress(ValueError, RecursionError):
            rows[head[1]] = json.loads(encoded[start:end])
        at = end + 1
    texts = {name: row for name, row in rows.items() if isinstance(row, str)}
    return [_with_texts(row, texts, 0) for row in rows.values() if not isinstance(row, str)]


def _with_texts(value: Any, texts: dict[str, str], depth: int) -> Any:
    if depth > _DEPTH:
        return None
    if isinstance(value, str):
        found = _REFERENCE.match(value)
        return texts.get(found[1], value) if found else value
    if isinstance(value, list):
        return [_with_texts(one, texts, depth + 1) for one in value]
    if isinstance(value, dict):
        return {key: _with_texts(one, texts, depth + 1) for key, one in value.items()}
    return value


def of_angular(text: str) -> str:
    """The escapes of Angular's transfer state before version 16 undone."""
    for escape, character in _ANGULAR:
        text = text.replace(escape, character)
    return text
