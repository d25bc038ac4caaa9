"""Calls functions of the standard library with nonsense and prints what Python prints, with what it knows of the frames.

One JSON object a line: {"text": the traceback as Python prints it, "frames": [[file, line, function], ...]}. Only modules
that compute are called, in an empty folder, with a time limit for each call.
"""
import contextlib, importlib, inspect, io, json, os, signal, sys, sysconfig, tempfile, traceback, warnings

MODULES = """argparse ast base64 binascii bisect calendar cmath codecs collections collections.abc colorsys configparser
contextlib copy csv dataclasses datetime decimal difflib dis email.charset email.encoders email.generator email.header
email.headerregistry email.message email.mime.text email.parser email.policy email.utils enum fnmatch fractions functools
gettext graphlib gzip hashlib heapq hmac html html.parser http.cookies inspect ipaddress itertools json json.decoder
json.encoder json.tool keyword linecache locale lzma mimetypes netrc ntpath numbers operator optparse pathlib pickle
pickletools plistlib posixpath pprint queue quopri random re reprlib sched secrets shlex statistics string stringprep struct
symtable tarfile textwrap timeit token tokenize traceback types typing unicodedata urllib.parse urllib.robotparser uuid wave
weakref xml.dom.minidom xml.etree.ElementTree xml.sax.saxutils xmlrpc.client zipfile zlib""".split()
NONSENSE = [(), ("x",), (object(),), (None, None), (-1,), (b"\0",), ([1, "a"], {}), (3.5, "y", None), ({"k": 1},)]
UNWANTED = {"main", "test", "input", "breakpoint", "exit", "print_help", "open_code", "run", "wait", "sleep", "interact"}


class TooLong(Exception):
    pass


def late(*_):
    raise TooLong


def targets(module):
    for name, thing in sorted(vars(module).items()):
        if name.startswith("_") or name in UNWANTED or (getattr(thing, "__module__", None) or "").split(".")[0] != module.__name__.split(".")[0]:
            continue
        if inspect.isfunction(thing) or inspect.isclass(thing):
            yield thing
        if inspect.isclass(thing):
            for part, method in sorted(vars(thing).items()):
                if inspect.isfunction(method) and part not in UNWANTED and not part.startswith("__del"):
                    yield method


def frames_of(error, stdlib):
    seen, chain = set(), []
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    for one in chain:
        for frame in traceback.extract_tb(one.__traceback__):
            if frame.filename.startswith(stdlib) and "site-packages" not in frame.filename and "dist-packages" not in frame.filename:
                yield [frame.filename[len(stdlib) + 1:], frame.lineno, frame.name]


def main():
    # Nonsense may close what it takes for a file: what is printed goes through a descriptor of its own.
    out = os.fdopen(os.dup(1), "w")
    stdlib = sysconfig.get_path("stdlib")
    warnings.simplefilter("ignore")
    os.chdir(tempfile.mkdtemp())
    signal.signal(signal.SIGALRM, late)
    for name in MODULES:
        out.flush()
        # Nonsense spoils the state of a module: each is called in a process of its own.
        child = os.fork()
        if child:
            os.waitpid(child, 0)
            continue
        try:
            call(importlib.import_module(name), stdlib, out)
            out.flush()
        finally:
            os._exit(0)


def call(module, stdlib, out):
    seen = set()
    for target in targets(module):
        for arguments in NONSENSE:
            silence = io.StringIO()
            try:
                signal.setitimer(signal.ITIMER_REAL, 0.2)
                with contextlib.redirect_stdout(silence), contextlib.redirect_stderr(silence):
                    target(*arguments)
            except TooLong:
                continue
            except BaseException as error:
                signal.setitimer(signal.ITIMER_REAL, 0)
                frames = list(frames_of(error, stdlib))
                key = tuple((file, line) for file, line, _ in frames)
                if not frames or key in seen or len(frames) > 40:
                    continue
                seen.add(key)
                text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
                print(json.dumps({"text": text, "frames": frames}), file=out)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)


main()
