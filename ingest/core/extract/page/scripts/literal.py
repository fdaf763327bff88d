"""Literals of JavaScript -> values: JSON, and what serialisers write beside it (bare keys, single quotes, `void 0`, dates, variables)."""

import json
import re
from collections.abc import Mapping
from typing import Any

_DEPTH = 80  # of nesting; Python's own parser stops at some hundreds
_STEPS = 300_000  # values that are read
_SPACE = re.compile(r"(?:\s+|//[^\n]*\n|/\*.*?\*/)*", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*|(?=\.\d))(?:\.\d*)?(?:[eE][+-]?\d{1,3})?")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'|`((?:[^`\\$]|\\.|\$(?!\{))*)`', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_CALL = re.compile(r"(?:new\s+)?(?:Date|Map|Set|URL|BigInt|Object\.freeze|Array|Object\.create)\s*\(")
_WORDS = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None, "Infinity": None}


class NoLiteral(ValueError):
    """What stands there is no literal, or a larger one than is read."""


def read(text: str, at: int = 0, names: Mapping[str, Any] | None = None) -> tuple[Any, int]:
    """(the value that begins at a place, where it ends). `names`: values of variables. Raises NoLiteral."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, _skip(text, at))
    except (ValueError, RecursionError):
        return _Reader(text, names or {}).value(_skip(text, at), 0)


def arguments(text: str, at: int) -> list[Any]:
    """The values between a bracket that opens before `at` and the one that closes it. Raises NoLiteral."""
    return _Reader(text, {}).listed(at, ")", 0)[0]


class _Reader:
    def __init__(self, text: str, names: Mapping[str, Any]) -> None:
        self._text = text
        self._names = names
        self._steps = 0

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        self._steps += 1
        if depth > _DEPTH or self._steps > _STEPS:
            raise NoLiteral("nested too deep, or too large")
        first = self._text[at : at + 1]
        if first == "{":
            return self._object(at + 1, depth)
        if first == "[":
            return self.listed(at + 1, "]", depth)
        if found := _STRING.match(self._text, at):
            return _unescaped(next(part for part in found.groups() if part is not None)), found.end()
        if (found := _NUMBER.match(self._text, at)) and found.end() > at:
            return float(found[0]) if set(found[0]) & set(".eE") else int(found[0]), found.end()
        if self._text.startswith("void 0", at):
            return None, at + 6
        if self._text.startswith("!", at) and self._text[at + 1 : at + 2] in ("0", "1"):
            return self._text[at + 1] == "0", at + 2
        if found := _CALL.match(self._text, at):
            arguments, end = self.listed(found.end(), ")", depth)
            return (arguments[0] if arguments else None), end
        if found := _NAME.match(self._text, at):
            if found[0] in _WORDS:
                return _WORDS[found[0]], found.end()
            if found[0] in self._names:
                return self._names[found[0]], found.end()
        raise NoLiteral(f"no literal: {self._text[at : at + 20]!r}")

    def listed(self, at: int, end: str, depth: int) -> tuple[list[Any], int]:
        values: list[Any] = []
        at = _skip(self._text, at)
        while not self._text.startswith(end, at):
            if self._text.startswith(",", at):  # a hole
                at = _skip(self._text, at + 1)
                continue
            value, at = self.value(at, depth + 1)
            values.append(value)
            at = self._behind(at, end)
        return values, at + 1

    def _object(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        members: dict[str, Any] = {}
        at = _skip(self._text, at)
        while not self._text.startswith("}", at):
            if found := _STRING.match(self._text, at):
                key = _unescaped(found[1] if found[1] is not None else found[2] or "")
            elif found := _NAME.match(self._text, at) or _NUMBER.match(self._text, at):
                key = found[0]
            if not found or found.end() == at:
                raise NoLiteral("no key")
            at = _skip(self._text, found.end())
            if self._text.startswith(":", at):
                members[key], at = self.value(_skip(self._text, at + 1), depth + 1)
            elif key in self._names:  # { a } for { a: a }
                members[key] = self._names[key]
            else:
                raise NoLiteral("no value")
            at = self._behind(at, "}")
        return members, at + 1

    def _behind(self, at: int, end: str) -> int:
        at = _skip(self._text, at)
        if self._text.startswith(",", at):
            return _skip(self._text, at + 1)
        if not self._text.startswith(end, at):
            raise NoLiteral("more than a literal")
        return at


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return _PLAIN.get(escape[4], escape[4])
