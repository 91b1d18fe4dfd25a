"""Journey, the engine for customer journeys, in Python: `ctypes` over libCJourney, and nothing else.

    engine = journey.Engine({"limits": {"steps": 200_000}})
    for finding in engine.check("shop.journey", text).findings:
        print(finding)

Engines, scripts and cancellations may be used from any thread. While the engine works, other threads of Python do, too.
"""

from __future__ import annotations

import ctypes
import json
import os
import pathlib
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

__all__ = ["Cancellation", "Check", "Engine", "Finding", "JourneyError", "Limits", "Options", "Place", "Script", "version"]

Severity = Literal["error", "warning", "info"]


class Limits(TypedDict, total=False):
    """What scripts may ask for; `journey_engine_new` in journey.h says what each counts."""

    bytes: int
    depth: int
    stack: int
    items: int
    expansions: int
    steps: int
    imports: int
    findings: int
    text: int
    memory: int
    states: int
    elimination: int


class Options(TypedDict, total=False):
    """What an engine is made with; `journey_engine_new` in journey.h says what each is."""

    limits: Limits
    parameters: Mapping[str, str | int]
    settings: str
    profile: Literal["draft", "recommended", "strict"]
    today: str
    path: str
    vocabulary: str


#: Finds what a script imports: is called with the path that it says and the name of who says it, and gives the name of the
#: file and its text, or nothing where there is none. What it raises is said in a finding.
Loader = Callable[[str, str], "tuple[str, str | bytes] | None"]


class JourneyError(Exception):
    """Options or a name that the engine does not take; never what is wrong with a script."""


@dataclass(frozen=True)
class Place:
    """Where something stands: `line` and `column` count from 1, `offset` and `end` are bytes."""

    file: str
    line: int
    column: int
    offset: int
    end: int


@dataclass(frozen=True)
class Finding:
    """Something that a person should know about a script; `code` is the rule or diagnostic that `Engine.explain` takes."""

    severity: Severity
    code: str
    is_rule: bool
    title: str
    why: str
    help: str
    place: Place | None

    def __str__(self) -> str:
        where = f"{self.place.file}:{self.place.line}:{self.place.column}: " if self.place else ""
        return f"{where}{self.severity} {self.code}: {self.title}" + (f" ({self.help})" if self.help else "")


@dataclass(frozen=True)
class Check:
    """What came of a check: the findings in reading order, and the journeys as Grammar/model.schema.json describes them."""

    findings: tuple[Finding, ...]
    model: dict[str, Any]
    is_cancelled: bool

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


class Cancellation:
    """Ends the checks that have it, from any thread; once cancelled, it stays so."""

    def __init__(self) -> None:
        self._handle = _library.journey_cancellation_new()
        weakref.finalize(self, _library.journey_cancellation_free, self._handle)

    def cancel(self) -> None:
        _library.journey_cancel(self._handle)


class Engine:
    """What scripts are checked with: it never changes, and one serves any number of threads.

    A script of a stranger wants limits, for example `Engine({"limits": {"bytes": 100_000, "steps": 200_000}})`.
    """

    def __init__(self, options: Options | None = None, loader: Loader | None = None) -> None:
        # What C calls must live as long as the engine and its scripts.
        self._host = _Loader(_calling(loader), None, None) if loader else None
        handle, problem = ctypes.c_void_p(), ctypes.c_void_p()
        status = _library.journey_engine_new(
            *_text(json.dumps(options or {})), self._host, ctypes.byref(handle), ctypes.byref(problem))
        if status:
            raise JourneyError(_message(status, problem))
        self._handle = handle
        weakref.finalize(self, _library.journey_engine_free, handle)

    def check(self, name: str, text: str | bytes, cancellation: Cancellation | None = None) -> Check:
        """Checks a script; `name` is what findings call it."""
        result = ctypes.c_void_p()
        stop = cancellation._handle if cancellation else None
        status = _library.journey_check(self._handle, *_text(name), *_text(text), stop, ctypes.byref(result))
        return _check(status, result)

    def format(self, text: str | bytes) -> str:
        """The script in the one layout; lines that cannot be read stay as they are."""
        result = ctypes.c_void_p()
        status = _library.journey_format(self._handle, None, 0, *_text(text), ctypes.byref(result))
        return _read(status, result, _library.journey_result_text)

    def explain(self, code: str) -> str:
        """What a rule or diagnostic means, on a page of text; raises JourneyError where there is none of that name."""
        result = ctypes.c_void_p()
        return _read(
            _library.journey_explain(self._handle, *_text(code), ctypes.byref(result)), result,
            _library.journey_result_text)

    def compile(self, name: str, text: str | bytes) -> Script:
        """A script that is read once, to be checked often."""
        return Script(self, name, text)


class Script:
    """A script that was read once, with what it imports, to be checked often; `Engine.compile` makes it."""

    def __init__(self, engine: Engine, name: str, text: str | bytes) -> None:
        self._engine = engine
        self._handle = ctypes.c_void_p()
        status = _library.journey_compile(engine._handle, *_text(name), *_text(text), ctypes.byref(self._handle))
        if status:
            raise JourneyError(_message(status, None))
        weakref.finalize(self, _library.journey_script_free, self._handle)

    def check(self, cancellation: Cancellation | None = None, **parameters: str | int) -> Check:
        """Checks the script with these parameters, each written as a script writes its default."""
        result = ctypes.c_void_p()
        stop = cancellation._handle if cancellation else None
        status = _library.journey_script_check(
            self._handle, *_text(json.dumps(parameters)), stop, ctypes.byref(result))
        return _check(status, result)


def version() -> str:
    """The version of the engine, as `MAJOR.MINOR.PATCH`."""
    text: bytes = _library.journey_version()
    return text.decode()


# How C sees it all.

_CANCELLED = 4
_ABI = 1
_Load = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char), ctypes.c_size_t, ctypes.POINTER(ctypes.c_char),
    ctypes.c_size_t, ctypes.c_void_p)


class _Loader(ctypes.Structure):
    _fields_ = [("load", _Load), ("release", ctypes.c_void_p), ("user_data", ctypes.c_void_p)]


def _calling(loader: Loader) -> Any:
    def load(_: int, path: Any, path_length: int, importer: Any, importer_length: int, answer: int) -> None:
        try:
            found = loader(path[:path_length].decode(), importer[:importer_length].decode())
            if found is not None:
                _library.journey_import_found(answer, *_text(found[0]), *_text(found[1]))
        except Exception as error:  # An exception must not go through the engine.
            _library.journey_import_unreadable(answer, *_text(f"{error}"))

    return _Load(load)


def _text(text: str | bytes) -> tuple[bytes, int]:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
    return data, len(data)


def _message(status: int, result: ctypes.c_void_p | None) -> str:
    message = (_library.journey_result_message(result, None) or b"").decode() if result else ""
    _library.journey_result_free(result)
    return message or _library.journey_status_text(status).decode()


def _read(status: int, result: ctypes.c_void_p, part: Any) -> str:
    if status:
        raise JourneyError(_message(status, result))
    length = ctypes.c_size_t()
    text = ctypes.string_at(part(result, ctypes.byref(length)), length.value).decode()
    _library.journey_result_free(result)
    return text


def _check(status: int, result: ctypes.c_void_p) -> Check:
    if status not in (0, _CANCELLED):
        raise JourneyError(_message(status, result))
    findings = json.loads(_library.journey_result_findings(result, None))["findings"]
    model = json.loads(_library.journey_result_model(result, None))
    _library.journey_result_free(result)
    return Check(tuple(_finding(finding) for finding in findings), model, status == _CANCELLED)


def _finding(json: dict[str, Any]) -> Finding:
    place = None
    if json["range"]:
        start, end = json["range"]["start"], json["range"]["end"]
        place = Place(json["file"], start["line"], start["column"], start["offset"], end["offset"])
    return Finding(
        json["severity"], json.get("rule") or json["code"], "rule" in json, json["title"], json["why"], json["help"], place)


def _load_library() -> ctypes.CDLL:
    """The library beside this file, as in a wheel, or the one that JOURNEY_LIBRARY names."""
    path = os.environ.get("JOURNEY_LIBRARY") or str(pathlib.Path(__file__).parent / "libCJourney.so")
    library = ctypes.CDLL(path)
    library.journey_abi_version.restype = ctypes.c_uint32
    if library.journey_abi_version() != _ABI:
        raise ImportError(f"{path} is of another version than this module")
    text, handle, out = (ctypes.c_char_p, ctypes.c_size_t), ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)
    length = ctypes.POINTER(ctypes.c_size_t)
    functions: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "version": (ctypes.c_char_p, ()),
        "status_text": (ctypes.c_char_p, (ctypes.c_int,)),
        "engine_new": (ctypes.c_int, (*text, ctypes.POINTER(_Loader), out, out)),
        "engine_free": (None, (handle,)),
        "check": (ctypes.c_int, (handle, *text, *text, handle, out)),
        "format": (ctypes.c_int, (handle, *text, *text, out)),
        "explain": (ctypes.c_int, (handle, *text, out)),
        "compile": (ctypes.c_int, (handle, *text, *text, out)),
        "script_check": (ctypes.c_int, (handle, *text, handle, out)),
        "script_free": (None, (handle,)),
        "cancellation_new": (handle, ()),
        "cancel": (None, (handle,)),
        "cancellation_free": (None, (handle,)),
        "import_found": (None, (handle, *text, *text)),
        "import_unreadable": (None, (handle, *text)),
        "result_message": (ctypes.c_char_p, (handle, length)),
        "result_text": (handle, (handle, length)),
        "result_findings": (ctypes.c_char_p, (handle, length)),
        "result_model": (ctypes.c_char_p, (handle, length)),
        "result_free": (None, (handle,)),
    }
    for name, (result, arguments) in functions.items():
        function = getattr(library, f"journey_{name}")
        function.restype, function.argtypes = result, arguments
    return library


_library = _load_library()
