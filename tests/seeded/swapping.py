"""Puts other code in the place of live functions, wherever they are held: in modules, classes, closures, decorators."""

import ast
import functools
import gc
import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType

from tests.seeded.faults import PACKAGES, ROOT

# Name, first line: what stays the same when the body of a function changes.
Key = tuple[str, int]


class Live:
    """All functions of the product that exist in this process. To be made once everything is imported."""

    def __init__(self) -> None:
        self._functions: dict[str, dict[Key, list[FunctionType]]] = {}
        inside = tuple(str(ROOT / package) for package in PACKAGES)
        for found in gc.get_objects():
            if isinstance(found, FunctionType) and found.__code__.co_filename.startswith(inside):
                by_key = self._functions.setdefault(found.__code__.co_filename, {})
                by_key.setdefault(_key(found.__code__), []).append(found)

    def swap(self, file: str, tree: ast.Module) -> int:
        """Gives the functions of a file the code that `tree` has for them; returns how many changed.

        A function within a function changes with the one around it, for those that will still be made.
        """
        path = str(ROOT / file)
        new = {_key(code): code for code in _codes(compile(tree, path, "exec", dont_inherit=True))}
        changed = 0
        for key, functions in self._functions.get(path, {}).items():
            for function in functions:
                code = new.get(key)
                if code is None or code == function.__code__:
                    continue
                if code.co_freevars != function.__code__.co_freevars:
                    # What the change no longer uses is still handed to the function: the code cannot take it.
                    continue
                function.__code__ = code
                changed += 1
        return changed

    def forget_answers(self) -> None:
        """Empties the caches of functions, which hold what the old code answered."""
        for found in gc.get_objects():
            if isinstance(found, functools._lru_cache_wrapper):
                module = getattr(found, "__module__", None) or ""
                if module.partition(".")[0] in PACKAGES:
                    found.cache_clear()


def import_everything() -> list[ModuleType]:
    """Every module of the product, also those that are imported only where they are needed."""
    modules = []
    for package in PACKAGES:
        top = importlib.import_module(package)
        names = [found.name for found in pkgutil.walk_packages(top.__path__, f"{package}.")]
        wanted = (name for name in names if not re.search(r"\.(migrations|project\.settings|wsgi)\b", name))
        modules += [top, *(importlib.import_module(name) for name in wanted)]
    return modules


def _codes(code: CodeType) -> Iterator[CodeType]:
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield const
            yield from _codes(const)


def _key(code: CodeType) -> Key:
    return code.co_qualname, code.co_firstlineno
