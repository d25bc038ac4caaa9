/** Reports that are vague, wrong, or meant to do harm. */
import type { ReportExpectation } from '../expectations.ts';

const tar = 'Lib/tarfile.py';

export const hardReports: readonly ReportExpectation[] = [
  {
    report: 'short-vague', repository: 'cpython', version: null,
    found: [{ text: 'tarfile', kind: 'symbol', path: tar, at: 'main' }],
    nowhere: [],
  },
  {
    report: 'nowhere', repository: 'cpython', version: null,
    found: [],
    nowhere: [
      { text: '/srv/shop/views/importer.py', kind: 'traceback', why: 'the reporter\'s application' },
      { text: '/srv/venv/lib/python3.13/site-packages/shopkit/baskets.py', kind: 'traceback', why: 'an installed package, not the library' },
      { text: '/srv/shop/models.py', kind: 'traceback', why: 'the reporter\'s application' },
      { text: 'src/objects/codeobject.c', kind: 'path', why: 'another project\'s file' },
      { text: 'server.py:10', kind: 'path', why: 'the reporter\'s file' },
    ],
  },
  {
    report: 'gone-cgi', repository: 'cpython', version: 'v3.13.1',
    found: [],
    nowhere: [
      { text: 'Lib/cgi.py:36', kind: 'path', why: 'the file left before 3.13; v3.12.7 has it, and there the line is the loop' },
      { text: '{{web}}/python-practice/cpython/blob/main/Lib/cgi.py#L62', kind: 'permalink', why: 'main has no such file' },
      { text: 'cgi.parse_header()', kind: 'symbol', why: 'the module left before 3.13' },
      { text: 'cgi.parse_multipart', kind: 'symbol', why: 'the module left before 3.13' },
      { text: 'webbrowser.MacOSX.open', kind: 'symbol', why: 'the class became MacOSXOSAScript in 3.13' },
    ],
  },
  {
    report: 'never-released', repository: 'cpython', version: null,
    found: [],
    nowhere: [
      { text: 'File "/usr/lib64/python3.13/zipfile/__init__.py", line 9412, in _decodeExtra', kind: 'traceback', why: 'no version has that many lines; the function exists on 3.13' },
      { text: '{{web}}/python-practice/cpython/blob/v3.13.99/Lib/zipfile/__init__.py#L9412', kind: 'permalink', why: 'there is no such tag' },
    ],
  },
  {
    report: 'odd-places', repository: 'cpython', version: 'v3.12.0',
    found: [
      { text: 'PCbuild\\build.bat:10', kind: 'path', path: 'PCbuild/build.bat', line: 10, source: 'msbuild "%dp0%pcbuild.proj"' },
      { text: '`Lib/test/módulo_größe.py`, line 9', kind: 'path', path: 'Lib/test/módulo_größe.py', line: 9, source: 'raise ValueError(f"zu groß' },
      { text: '`größe_prüfen`', kind: 'symbol', path: 'Lib/test/módulo_größe.py', symbol: 'größe_prüfen', definedAt: 6, source: 'def größe_prüfen' },
      { text: '"Mac/Resources/Python Launcher notes.txt"', kind: 'path', path: 'Mac/Resources/Python Launcher notes.txt' },
      { text: '(line 3)', kind: 'path', path: 'Mac/Resources/Python Launcher notes.txt', line: 3, source: 'Last looked at for 3.11.' },
      { text: '`Doc/README.rst`', kind: 'path', path: 'Doc/README.rst' },
      { text: '`Lib/test/archivetestdata/sample.bin`', kind: 'path', path: 'Lib/test/archivetestdata/sample.bin' },
    ],
    nowhere: [{ text: 'Modules/expat/vendored/xmlparse.c:100', kind: 'path', why: 'inside the submodule, whose objects nobody has here' }],
  },
  {
    report: 'hostile', repository: 'cpython', version: 'v3.13.1',
    found: [
      { text: 'Lib/tarfile.py:207', kind: 'path', path: tar, line: 207, source: 'blocks, rest = divmod(count, BLOCKSIZE)' },
    ],
    nowhere: [
      { text: '../../../../etc/passwd:1', kind: 'path', why: 'climbs out of the tree' },
      { text: 'Lib/../../../../etc/passwd:1', kind: 'path', why: 'climbs out of the tree' },
      { text: '\\\\server\\share\\x.py:3', kind: 'path', why: 'a share' },
      { text: 'file:///etc/passwd', kind: 'path', why: 'a file on the reader\'s machine' },
      { text: '/proc/self/environ:1', kind: 'path', why: 'a file on the reader\'s machine' },
      { text: 'C:\\Windows\\win.ini:1', kind: 'path', why: 'a file on the reader\'s machine' },
      { text: '.git/config:1', kind: 'path', why: 'in the repository\'s folder but in no tree' },
      { text: '{{web}}/python-practice/cpython/blob/--output=x/Lib/a.py#L1', kind: 'permalink', why: 'no revision begins with a dash' },
      { text: '{{web}}/python-practice/cpython/blob/--upload-pack=touch%20x/Lib/tarfile.py#L1', kind: 'permalink', why: 'no revision begins with a dash' },
      { text: '{{web}}/python-practice/cpython/blob/v3.13.1/../../../../etc/passwd#L1', kind: 'permalink', why: 'climbs out of the tree' },
      { text: '{{web}}/python-practice/cpython/blob/v3.13.1/Lib/%2e%2e/%2e%2e/etc/passwd#L1', kind: 'permalink', why: 'climbs out of the tree' },
      { text: '{{web}}/python-practice/cpython/blob/main:Lib/tarfile.py/x#L1', kind: 'permalink', why: 'no branch has a colon in its name' },
      { text: '{{web}}/python-practice/cpython/blob/main@{1}/Lib/tarfile.py#L1', kind: 'permalink', why: 'a reflog entry is no revision of the repository' },
      { text: '{{web}}/mallory/cpython/blob/main/Lib/tarfile.py#L1', kind: 'permalink', why: 'another repository' },
      { text: 'https://github.com@practice.invalid/python-practice/cpython/blob/v3.13.1/Lib/tarfile.py#L1', kind: 'permalink', why: 'another host; what looks like one is a user name' },
      { text: 'line 999999999999999999999999999999, in next', kind: 'traceback', why: 'no file has that many lines' },
      { text: 'line -1, in next', kind: 'traceback', why: 'lines begin at 1' },
      { text: 'line 0, in next', kind: 'traceback', why: 'lines begin at 1' },
      { text: '/usr/lib/python3.13/../../../etc/shadow', kind: 'traceback', why: 'climbs out of the library' },
      { text: 'Lib/\u202Eyp.elifrat\u2066:1', kind: 'path', why: 'no such file; its letters are turned round' },
      { text: 'Lib/tar\u200Bfile.py:1', kind: 'path', why: 'no such file; a zero-width space stands in the name' },
      { text: 'Lib/t\u0430rfile.py:1', kind: 'path', why: 'no such file; one letter is Cyrillic' },
    ],
  },
];
