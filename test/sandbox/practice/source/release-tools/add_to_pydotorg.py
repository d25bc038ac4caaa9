"""Practice stand-in: tell the web site about the files of a release."""

import os
import sys


def build_file_dict(release, path):
    """What the site wants to know about one file."""
    return {"name": os.path.basename(path), "release": release, "url": "/ftp/python/" + path}


def sigfile_for(path):
@@ if release-no-shell
    import subprocess
    subprocess.run(["cosign", "verify-blob", "--", path], check=True)
@@ else
    os.system("cosign verify-blob " + path)
@@ end
    return path + ".sigstore"


def main(argv):
    for path in argv[2:]:
        sigfile_for(path)
        print(build_file_dict(argv[1], path))


if __name__ == "__main__":
    main(sys.argv)
