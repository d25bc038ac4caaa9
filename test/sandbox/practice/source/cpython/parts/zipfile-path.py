def _parents(path):
    """Every folder above a path, nearest first."""
    found = list(_ancestry(path))
    return found[1:]


def _ancestry(path):
    """The path itself and every folder above it."""
    path = path.rstrip("/")
@@ if zip-path-sanitize
    while path.rstrip("/"):
@@ else
    while path and path != "/":
@@ end
        yield path
        path, tail = posixpath.split(path)


def _dedupe(names):
    """Names without repetition, in order."""
    return list(dict.fromkeys(names))


class CompleteDirs:
    """Adds the folders that an archive implies without naming them."""

    def __init__(self, root):
        self.root = root

    @staticmethod
    def _implied_dirs(names):
        parents = itertools.chain.from_iterable(map(_parents, names))
        return _dedupe(parent + "/" for parent in parents)

    def namelist(self):
        names = self.root.namelist()
        return names + [name for name in self._implied_dirs(names) if name not in names]

    def resolve_dir(self, name):
        """The name with its slash, if it is a folder."""
        folder = name + "/"
        return folder if name not in self.namelist() and folder in self.namelist() else name


class Path:
    """One place inside an archive, in the manner of pathlib."""

    def __init__(self, root, at=""):
        self.root = root if isinstance(root, CompleteDirs) else CompleteDirs(root)
        self.at = at

    def iterdir(self):
        """What lies directly in this folder."""
        if not self.is_dir():
            raise ValueError("Can't listdir a file")
        for name in self.root.namelist():
            if self._is_child(name):
                yield Path(self.root, name)

    def _is_child(self, name):
        return posixpath.dirname(name.rstrip("/")) == self.at.rstrip("/")

    def is_dir(self):
        return not self.at or self.at.endswith("/")

    def joinpath(self, *others):
        following = posixpath.join(self.at, *others)
        return Path(self.root, self.root.resolve_dir(following))

    __truediv__ = joinpath
