@@ file webbrowser
"""Practice stand-in for opening a page in the user's browser."""

import os
import shlex
import shutil
import subprocess
import sys

__all__ = ["Error", "open", "open_new", "open_new_tab", "get", "register"]

_browsers = {}
_tryorder = []


class Error(Exception):
    """No browser could be found."""


def register(name, klass, instance=None, *, preferred=False):
    """Make a browser known."""
    _browsers[name.lower()] = [klass, instance]
    if preferred:
        _tryorder.insert(0, name)
    else:
        _tryorder.append(name)


def get(using=None):
    """Browser of that name, or the first that there is."""
    for name in [using] if using else _tryorder:
        if "%s" in name:
            return GenericBrowser(shlex.split(name))
        known = _browsers.get(name.lower())
        if known:
            return known[1] or known[0]()
    raise Error("could not locate runnable browser")


def open(url, new=0, autoraise=True):
    """Show an address in the first browser that takes it."""
    for name in _tryorder:
        browser = get(name)
        if browser.open(url, new, autoraise):
            return True
    return False


def open_new(url):
    return open(url, 1)


def open_new_tab(url):
    return open(url, 2)


class BaseBrowser:
    """What every browser can do."""

    args = ["%s"]

    def __init__(self, name=""):
        self.name = name
        self.basename = name

    def open(self, url, new=0, autoraise=True):
        raise NotImplementedError

    def open_new(self, url):
        return self.open(url, 1)

    def open_new_tab(self, url):
        return self.open(url, 2)

@@ if webbrowser-check
    @staticmethod
    def _check_url(url):
        """Refuse what a browser would take for an option."""
        if url and url.lstrip().startswith("-"):
            raise ValueError(f"Invalid URL: {url!r}")

@@ end

class GenericBrowser(BaseBrowser):
    """A browser that is a command line."""

    def __init__(self, name):
        if isinstance(name, str):
            self.name, self.args = name, ["%s"]
        else:
            self.name, self.args = name[0], name[1:]
        self.basename = os.path.basename(self.name)

    def open(self, url, new=0, autoraise=True):
        sys.audit("webbrowser.open", url)
@@ if webbrowser-check
        self._check_url(url)
@@ end
        cmdline = [self.name] + [arg.replace("%s", url) for arg in self.args]
        try:
            return not subprocess.Popen(cmdline, close_fds=True).wait()
        except OSError:
            return False


class UnixBrowser(BaseBrowser):
    """A browser with options for windows and tabs."""

    remote_args = ["%action", "%s"]
    remote_action = ""
    remote_action_newwin = "--new-window"
    remote_action_newtab = "--new-tab"

    def _invoke(self, args, remote, autoraise, url=None):
        process = subprocess.Popen([self.name] + args, close_fds=True, start_new_session=True)
        return not remote or process.wait(5) == 0

    def open(self, url, new=0, autoraise=True):
        sys.audit("webbrowser.open", url)
@@ if webbrowser-check
        self._check_url(url)
@@ end
        action = [self.remote_action, self.remote_action_newwin, self.remote_action_newtab][new]
        args = [arg.replace("%s", url).replace("%action", action) for arg in self.remote_args]
        return self._invoke([arg for arg in args if arg], True, autoraise, url)


class Konqueror(BaseBrowser):
    """The browser of a desktop that starts it through a helper."""

    def open(self, url, new=0, autoraise=True):
        sys.audit("webbrowser.open", url)
        action = "newTab" if new == 2 else "openURL"
        return subprocess.call(["kfmclient", action, url]) == 0


@@ if osascript
class MacOSXOSAScript(BaseBrowser):
    """Talks to a browser on macOS through its scripting language."""

    def open(self, url, new=0, autoraise=True):
        sys.audit("webbrowser.open", url)
        url = url.replace('"', "%22")
        script = f'open location "{url}"' if self.name == "default" else f'tell application "{self.name}"\nopen location "{url}"\nend'
        with os.popen("/usr/bin/osascript", "w") as osapipe:
            osapipe.write(script)
        return True
@@ else
class MacOSX(BaseBrowser):
    """Talks to a browser on macOS through its scripting language."""

    def open(self, url, new=0, autoraise=True):
        sys.audit("webbrowser.open", url)
        url = url.replace('"', "%22")
        script = f'tell application "{self.name}"\nOpenURL "{url}"\nend tell'
        with os.popen("osascript", "w") as osapipe:
            osapipe.write(script)
        return True
@@ end


def register_X_browsers():
    for browser in ("xdg-open", "firefox", "epiphany"):
        if shutil.which(browser):
            register(browser, None, UnixBrowser(browser))


if __name__ == "__main__":
    open(sys.argv[1])
