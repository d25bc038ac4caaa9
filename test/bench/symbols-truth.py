"""Lists what the standard library of this Python defines: [dotted name, file, first line, line by inspect], a JSON line each."""

import importlib
import inspect
import io
import json
import os
import pkgutil
import sys
import sysconfig
import types
import warnings

STDLIB = os.path.realpath(sysconfig.get_path("stdlib"))
# They open windows or browsers, print, change the process, or belong to nobody's reports.
SKIPPED = {"antigravity", "this", "idlelib", "lib2to3", "turtledemo", "test", "tests", "__main__", "pip", "ensurepip", "site",
           "sitecustomize", "usercustomize", "crypt", "nis", "msilib",
           # setuptools may take its place.
           "distutils"}


def modules():
    def walk(folder, prefix):
        for info in sorted(pkgutil.iter_modules([folder]), key=lambda info: info.name):
            if info.name in SKIPPED or (info.name.startswith("_") and prefix == ""):
                continue
            yield prefix + info.name
            if info.ispkg:
                yield from walk(os.path.join(folder, info.name), prefix + info.name + ".")

    yield from walk(STDLIB, "")


def plain(member):
    if isinstance(member, (staticmethod, classmethod)):
        member = member.__func__
    if isinstance(member, property):
        member = member.fget
    return member


def in_c(cls):
    """inspect finds a class by its name alone, so that it takes an accelerator for its Python twin."""
    own = list(vars(cls).values())
    c = (types.WrapperDescriptorType, types.MethodDescriptorType)
    return any(isinstance(member, c) for member in own) and not any(isinstance(member, types.FunctionType) for member in own)


def made(function):
    """Whether a function was made by another when the module was run: no text has it under its name."""
    code = inspect.unwrap(function).__code__
    return code.co_name == "<lambda>" or "<locals>" in getattr(code, "co_qualname", function.__qualname__)


def place(thing):
    """File and lines of a function or a class, or None if there is no source that it was written in."""
    try:
        thing = inspect.unwrap(thing)
        file = os.path.realpath(inspect.getsourcefile(thing) or "")
        by_inspect = inspect.getsourcelines(thing)[1]
    except Exception:
        return None
    if not file.startswith(STDLIB + os.sep) or "-packages" in file:
        return None
    if isinstance(thing, types.FunctionType):
        if made(thing):
            return None
        return file[len(STDLIB) + 1:], thing.__code__.co_firstlineno, by_inspect
    if in_c(thing) or "<locals>" in thing.__qualname__:
        return None
    return file[len(STDLIB) + 1:], by_inspect, by_inspect


def main(out):
    for name in modules():
        try:
            module = importlib.import_module(name)
        except BaseException:
            continue
        for attribute, thing in sorted(vars(module).items()):
            if attribute.startswith("__") or not isinstance(thing, (types.FunctionType, type)):
                continue
            dotted = f"{name}.{attribute}"
            found = place(thing)
            if found:
                out.write(json.dumps([dotted, *found]) + "\n")
            if not isinstance(thing, type):
                continue
            for member in sorted({name for cls in thing.__mro__ for name in vars(cls)}):
                inner = plain(inspect.getattr_static(thing, member, None))
                # A class that is only kept in an attribute is defined elsewhere, under another name.
                nested = isinstance(inner, type) and inner.__qualname__.endswith("." + member)
                if (nested or isinstance(inner, types.FunctionType)) and (found := place(inner)):
                    out.write(json.dumps([f"{dotted}.{member}", *found]) + "\n")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    real, sys.stdout, sys.stderr = sys.stdout, io.StringIO(), io.StringIO()
    main(real)
