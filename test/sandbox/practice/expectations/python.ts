/** Reports about Python code whose places can be found. */
import type { ReportExpectation } from '../expectations.ts';

const tar = 'Lib/tarfile.py';
const zipPath = 'Lib/zipfile/_path/__init__.py';
const zip = 'Lib/zipfile/__init__.py';
const selector = 'Lib/asyncio/selector_events.py';
const cookies = 'Lib/http/cookies.py';
const generator = 'Lib/email/generator.py';
const shutil = 'Lib/shutil.py';
const browser = 'Lib/webbrowser.py';
const parser = 'Lib/html/parser.py';
const client = 'Lib/http/client.py';

export const pythonReports: readonly ReportExpectation[] = [
  {
    report: 'tar-negative-size', repository: 'cpython', version: 'v3.13.1',
    found: [
      { text: 'TarInfo._block', kind: 'symbol', path: tar, symbol: 'TarInfo._block', definedAt: 205, source: 'def _block' },
      { text: 'Lib/tarfile.py:207', kind: 'path', path: tar, line: 207, source: 'blocks, rest = divmod(count, BLOCKSIZE)' },
      { text: '_proc_builtin', kind: 'symbol', path: tar, symbol: 'TarInfo._proc_builtin', definedAt: 173, source: 'def _proc_builtin' },
      { text: 'TarFile.next()', kind: 'symbol', path: tar, symbol: 'TarFile.next', definedAt: 228, source: 'def next(self)' },
      { text: 'File "/usr/lib/python3.13/tarfile.py", line 245, in getmembers', kind: 'traceback', path: tar, line: 245, symbol: 'getmembers', source: 'self.next()' },
      { text: 'File "/usr/lib/python3.13/tarfile.py", line 232, in next', kind: 'traceback', path: tar, line: 232, symbol: 'next', source: 'tarinfo = self.tarinfo.fromtarfile(self)' },
      { text: 'File "/usr/lib/python3.13/tarfile.py", line 163, in fromtarfile', kind: 'traceback', path: tar, line: 163, symbol: 'fromtarfile', source: 'return info._proc_member(tarfile)' },
    ],
    nowhere: [{ text: '/home/kenji/poc/endless.py', kind: 'traceback', why: 'the reporter\'s own script' }],
  },
  {
    report: 'zip-path-endless', repository: 'cpython', version: 'v3.12.0',
    found: [
      { text: 'zipfile.Path', kind: 'symbol', path: zipPath, symbol: 'Path', definedAt: 49, source: 'class Path' },
      { text: '_ancestry', kind: 'symbol', path: zipPath, symbol: '_ancestry', definedAt: 15, source: 'def _ancestry' },
      { text: 'File "/usr/lib/python3.12/zipfile/_path/__init__.py", line 60, in iterdir', kind: 'traceback', path: zipPath, line: 60, symbol: 'iterdir', source: 'for name in self.root.namelist():' },
      { text: 'File "/usr/lib/python3.12/zipfile/_path/__init__.py", line 41, in namelist', kind: 'traceback', path: zipPath, line: 41, symbol: 'namelist', source: 'return names + [name for name in' },
      { text: 'File "/usr/lib/python3.12/zipfile/_path/__init__.py", line 37, in _implied_dirs', kind: 'traceback', path: zipPath, line: 37, symbol: '_implied_dirs', source: 'return _dedupe(' },
      { text: 'File "/usr/lib/python3.12/zipfile/_path/__init__.py", line 25, in _dedupe', kind: 'traceback', path: zipPath, line: 25, symbol: '_dedupe', source: 'return list(dict.fromkeys(names))' },
      { text: 'File "/usr/lib/python3.12/zipfile/_path/__init__.py", line 37, in <genexpr>', kind: 'traceback', path: zipPath, line: 37, source: 'return _dedupe(' },
      { text: 'File "/usr/lib/python3.12/zipfile/_path/__init__.py", line 11, in _parents', kind: 'traceback', path: zipPath, line: 11, symbol: '_parents', source: 'found = list(_ancestry(path))' },
      { text: '`Lib/zipfile.py` line 181', kind: 'path', path: 'Lib/zipfile.py', line: 181, at: 'v3.11.9', source: 'while path and path != "/":' },
    ],
    nowhere: [{ text: 'list_upload.py', kind: 'traceback', why: 'the reporter\'s own script' }],
  },
  {
    report: 'writelines-memory', repository: 'cpython', version: 'v3.12.7',
    found: [
      { text: '{{web}}/python-practice/cpython/blob/v3.12.7/Lib/asyncio/selector_events.py#L157-L167', kind: 'permalink', path: selector, line: 157, endLine: 167, at: 'v3.12.7', source: 'def writelines', endSource: 'self._loop._add_writer(' },
      { text: 'File "/usr/lib/python3.12/asyncio/selector_events.py", line 163, in writelines', kind: 'traceback', path: selector, line: 163, symbol: 'writelines', source: 'self._buffer.extend([memoryview(data)' },
      { text: '_maybe_pause_protocol()', kind: 'symbol', path: selector, symbol: '_SelectorTransport._maybe_pause_protocol', definedAt: 69, source: 'def _maybe_pause_protocol' },
      { text: '--- a/Lib/asyncio/selector_events.py', kind: 'diff', path: selector, line: 165, source: '# What could not be sent waits' },
    ],
    nowhere: [{ text: '/srv/proxy/app/stream.py', kind: 'traceback', why: 'the reporter\'s own application' }],
  },
  {
    report: 'cookies-control', repository: 'cpython', version: 'v3.13.1',
    found: [
      { text: 'http.cookies.Morsel.set()', kind: 'symbol', path: cookies, symbol: 'Morsel.set', definedAt: 79, source: 'def set(' },
      { text: 'Morsel.__setitem__', kind: 'symbol', path: cookies, symbol: 'Morsel.__setitem__', definedAt: 70, source: 'def __setitem__(self, K, V)' },
      { text: 'File "/home/omar/.pyenv/versions/3.13.1/lib/python3.13/http/cookies.py", line 125, in __setitem__', kind: 'traceback', path: cookies, line: 125, symbol: '__setitem__', source: 'morsel.set(key, rval, cval)' },
      { text: 'File "~/.pyenv/versions/3.13.1/lib/python3.13/http/cookies.py", line 84, in set', kind: 'traceback', path: cookies, line: 84, symbol: 'set', source: 'raise CookieError("Illegal key' },
      { text: '`Lib/http/cookies.py` line 109', kind: 'path', path: cookies, line: 109, source: 'result.append("%s=%s"' },
    ],
    nowhere: [{ text: '<python-input-5>', kind: 'traceback', why: 'typed at the prompt' }],
  },
  {
    report: 'email-bytes-newline', repository: 'cpython', version: 'v3.14.0',
    found: [
      { text: 'Generator._write_headers', kind: 'symbol', path: generator, symbol: 'Generator._write_headers', definedAt: 76, source: 'def _write_headers' },
      { text: 'BytesGenerator._write_headers', kind: 'symbol', path: generator, symbol: 'BytesGenerator._write_headers', definedAt: 120, source: 'def _write_headers' },
      { text: '`Lib/email/generator.py`', kind: 'path', path: generator },
      { text: 'HeaderWriteError', kind: 'symbol', path: 'Lib/email/errors.py', symbol: 'HeaderWriteError', definedAt: 16, source: 'class HeaderWriteError' },
      { text: '{{web}}/python-practice/cpython/blob/main/Lib/email/generator.py#L121', kind: 'permalink', path: generator, line: 121, at: 'main', source: '# The text twin checks lines' },
    ],
    nowhere: [],
  },
  {
    report: 'shutil-windows-drive', repository: 'cpython', version: 'v3.12.7',
    found: [
      { text: 'shutil.unpack_archive()', kind: 'symbol', path: shutil, symbol: 'unpack_archive', definedAt: 133, source: 'def unpack_archive' },
      { text: 'File "C:\\Python312\\Lib\\shutil.py", line 142, in unpack_archive', kind: 'traceback', path: shutil, line: 142, symbol: 'unpack_archive', source: 'function(os.fspath(filename), target, **more)' },
      { text: 'File "C:\\Python312\\Lib\\shutil.py", line 96, in _unpack_zipfile', kind: 'traceback', path: shutil, line: 96, symbol: '_unpack_zipfile', source: 'with archive.open(name, "r")' },
      { text: 'shutil.py:89', kind: 'path', path: shutil, line: 89, source: 'if name.startswith("/")' },
    ],
    nowhere: [
      { text: 'zipfile.ZipFile.extractall', kind: 'symbol', why: 'the class has no such method in this tree' },
      { text: 'C:\\Users\\lena\\poc.py', kind: 'traceback', why: 'the reporter\'s own script' },
    ],
  },
  {
    report: 'webbrowser-dash', repository: 'cpython', version: 'v3.13.1',
    found: [
      { text: 'webbrowser.open()', kind: 'symbol', path: browser, symbol: 'open', definedAt: 39, source: 'def open(url' },
      { text: 'GenericBrowser.open', kind: 'symbol', path: browser, symbol: 'GenericBrowser.open', definedAt: 85, source: 'def open(self' },
      { text: 'UnixBrowser._invoke', kind: 'symbol', path: browser, symbol: 'UnixBrowser._invoke', definedAt: 102, source: 'def _invoke' },
      { text: 'Konqueror.open', kind: 'symbol', path: browser, symbol: 'Konqueror.open', definedAt: 116, source: 'def open(self' },
      { text: 'Lib/webbrowser.py, lines 87-89', kind: 'path', path: browser, line: 87, endLine: 89, source: 'cmdline = [self.name]', endSource: 'return not subprocess.Popen' },
      { text: 'line 103', kind: 'path', path: browser, line: 103, source: 'process = subprocess.Popen' },
      { text: 'MacOSXOSAScript', kind: 'symbol', path: browser, symbol: 'MacOSXOSAScript', definedAt: 122, source: 'class MacOSXOSAScript' },
    ],
    nowhere: [],
  },
  {
    report: 'html-quadratic', repository: 'cpython', version: 'v3.14.0',
    found: [
      { text: '/usr/lib/python3.14/html/parser.py:77(parse_comment)', kind: 'path', path: parser, line: 77, symbol: 'parse_comment', source: 'def parse_comment' },
      { text: '/usr/lib/python3.14/html/parser.py:47(goahead)', kind: 'path', path: parser, line: 47, symbol: 'goahead', source: 'def goahead' },
      { text: 'lines 71-73 of html/parser.py', kind: 'path', path: parser, line: 71, endLine: 73, source: '# Nothing closes it', endSource: 'self.handle_data("<")' },
      { text: 'html.parser.HTMLParser.parse_comment', kind: 'symbol', path: parser, symbol: 'HTMLParser.parse_comment', definedAt: 77, source: 'def parse_comment' },
    ],
    nowhere: [],
  },
  {
    report: 'http-read-buffer', repository: 'cpython', version: 'v3.13.1',
    found: [
      { text: 'HTTPResponse.read()', kind: 'symbol', path: client, symbol: 'HTTPResponse.read', definedAt: 93, source: 'def read(self' },
      { text: '{{web}}/python-practice/cpython/blob/3.13/Lib/http/client.py#L133-L137', kind: 'permalink', path: client, line: 133, endLine: 137, at: '3.13', source: 'def _safe_read', endSource: 'raise IncompleteRead(data' },
      { text: '{{web}}/python-practice/cpython/blame/v3.13.1/Lib/http/client.py#L106C9-L106C45', kind: 'permalink', path: client, line: 106, at: 'v3.13.1', source: 'return self._safe_read(self.length)' },
      { text: 'File "/usr/local/lib/python3.13/http/client.py", line 106, in read', kind: 'traceback', path: client, line: 106, symbol: 'read', source: 'return self._safe_read(self.length)' },
      { text: 'File "/usr/local/lib/python3.13/http/client.py", line 135, in _safe_read', kind: 'traceback', path: client, line: 135, symbol: '_safe_read', source: 'data = self.fp.read(amt)' },
    ],
    nowhere: [{ text: '/root/poc.py', kind: 'traceback', why: 'the reporter\'s own script' }],
  },
  {
    report: 'tar-realpath', repository: 'cpython', version: 'v3.13.0',
    found: [
      { text: 'tarfile.data_filter', kind: 'symbol', path: tar, symbol: 'data_filter', definedAt: 108, source: 'def data_filter' },
      { text: '_get_filtered_attrs', kind: 'symbol', path: tar, symbol: '_get_filtered_attrs', definedAt: 89, source: 'def _get_filtered_attrs' },
      { text: '{{web}}/python-practice/cpython/blob/v3.13.0/Lib/tarfile.py#L98', kind: 'permalink', path: tar, line: 98, at: 'v3.13.0', source: 'target = os.path.realpath(' },
      { text: ':99', kind: 'path', path: tar, line: 99, at: 'v3.13.0', source: 'if os.path.commonpath([target, root])' },
      { text: 'line 251, in _get_extract_tarinfo', kind: 'traceback', path: tar, line: 251, symbol: '_get_extract_tarinfo', source: 'return filter_function(member, path)' },
      { text: 'line 110, in data_filter', kind: 'traceback', path: tar, line: 110, symbol: 'data_filter', source: 'changes = _get_filtered_attrs(' },
      { text: 'line 104, in _get_filtered_attrs', kind: 'traceback', path: tar, line: 104, symbol: '_get_filtered_attrs', source: 'raise LinkOutsideDestinationError' },
    ],
    nowhere: [
      { text: 'os.path.realpath()', kind: 'symbol', why: 'that module is not in this tree' },
      { text: '/tmp/out/../../etc', kind: 'path', why: 'a path on the reporter\'s machine' },
    ],
  },
  {
    report: 'zip64-locator', repository: 'cpython', version: 'v3.13.1',
    found: [
      { text: '_EndRecData64', kind: 'symbol', path: zip, symbol: '_EndRecData64', definedAt: 34, source: 'def _EndRecData64' },
      { text: 'line 43', kind: 'path', path: zip, line: 43, source: 'sig, diskno, reloff, disks' },
      { text: 'line 48', kind: 'path', path: zip, line: 48, source: 'fpin.seek(offset - sizeEndCentDir64Locator - sizeEndCentDir64' },
      { text: '{{web}}/python-practice/cpython/blob/{{sha:v3.13.1}}/Lib/zipfile/__init__.py#L34', kind: 'permalink', path: zip, line: 34, at: '{{sha:v3.13.1}}', source: 'def _EndRecData64' },
      { text: '{{web}}/python-practice/cpython/blob/v3.11.9/Lib/zipfile.py#L35-L49', kind: 'permalink', path: 'Lib/zipfile.py', line: 35, endLine: 49, at: 'v3.11.9', source: 'def _EndRecData64', endSource: 'fpin.seek(offset - sizeEndCentDir64Locator' },
    ],
    nowhere: [{ text: 'setup.py', kind: 'path', why: 'a name inside the reporter\'s archive' }],
  },
  {
    report: 'pip-links', repository: 'pip', version: '25.2',
    found: [
      { text: 'untar_file', kind: 'symbol', path: 'src/pip/_internal/utils/unpacking.py', symbol: 'untar_file', definedAt: 25, source: 'def untar_file' },
      { text: 'File "/home/kenji/venv/lib/python3.13/site-packages/pip/_internal/utils/unpacking.py", line 31, in untar_file', kind: 'traceback', path: 'src/pip/_internal/utils/unpacking.py', line: 31, symbol: 'untar_file', source: 'archive._extract_member(member, path)' },
      { text: '{{web}}/python-practice/pip/blob/25.2/src/pip/_internal/utils/unpacking.py#L30', kind: 'permalink', path: 'src/pip/_internal/utils/unpacking.py', line: 30, at: '25.2', source: 'if member.issym():' },
    ],
    nowhere: [{ text: '/etc/cron.d/x', kind: 'path', why: 'a path on the reporter\'s machine' }],
  },
  {
    report: 'release-shell', repository: 'release-tools', version: 'main~1',
    found: [
      { text: 'sigfile_for', kind: 'symbol', path: 'add_to_pydotorg.py', symbol: 'sigfile_for', definedAt: 12, source: 'def sigfile_for' },
      { text: 'add_to_pydotorg.py:13', kind: 'path', path: 'add_to_pydotorg.py', line: 13, source: 'os.system(' },
    ],
    nowhere: [],
  },
];
