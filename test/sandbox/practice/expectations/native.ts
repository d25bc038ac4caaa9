/** Reports about C code: sanitizers, debuggers, profilers. */
import type { ReportExpectation } from '../expectations.ts';

const unicode = 'Objects/unicodeobject.c';
const ceval = 'Python/ceval.c';
const elements = 'Modules/_elementtree.c';
const overlapped = 'Modules/overlapped.c';
const remote = 'Modules/_remote_debugging/module.c';

export const nativeReports: readonly ReportExpectation[] = [
  {
    report: 'unicode-escape-uaf', repository: 'cpython', version: 'v3.13.1',
    found: [
      { text: '_PyUnicode_DecodeUnicodeEscapeInternal', kind: 'symbol', path: unicode, symbol: '_PyUnicode_DecodeUnicodeEscapeInternal', definedAt: 87, source: '_PyUnicode_DecodeUnicodeEscapeInternal(const char *s' },
      { text: 'in PyUnicode_DecodeUnicodeEscape /home/fleet/build/cpython-3.13.1/Objects/unicodeobject.c:150:26', kind: 'cframe', path: unicode, line: 150, symbol: 'PyUnicode_DecodeUnicodeEscape', source: '*first_invalid_escape);' },
      { text: 'in _PyEval_EvalFrame ./Include/internal/pycore_ceval.h:10:16', kind: 'cframe', path: 'Include/internal/pycore_ceval.h', line: 10, symbol: '_PyEval_EvalFrame', source: 'return _PyEval_EvalFrameDefault' },
      { text: 'in _PyEval_Vector /home/fleet/build/cpython-3.13.1/Python/ceval.c:90:12', kind: 'cframe', path: ceval, line: 90, symbol: '_PyEval_Vector', source: 'return _PyEval_EvalFrame(tstate, frame, 0);' },
      { text: 'in PyEval_EvalCode Python/ceval.c:105:21', kind: 'cframe', path: ceval, line: 105, symbol: 'PyEval_EvalCode', source: 'PyObject *res = _PyEval_Vector' },
      { text: 'in unicode_decode_call_errorhandler /home/fleet/build/cpython-3.13.1/Objects/unicodeobject.c:66:5', kind: 'cframe', path: unicode, line: 66, symbol: 'unicode_decode_call_errorhandler', source: 'Py_DECREF(inputobj);' },
      { text: 'in _PyUnicode_DecodeUnicodeEscapeInternal /home/fleet/build/cpython-3.13.1/Objects/unicodeobject.c (python+0x51e7a0)', kind: 'cframe', path: unicode, symbol: '_PyUnicode_DecodeUnicodeEscapeInternal', definedAt: 87, source: '_PyUnicode_DecodeUnicodeEscapeInternal(' },
    ],
    nowhere: [
      { text: 'Python/generated_cases.c.h:1112:35', kind: 'cframe', why: 'a generated file that is not kept in the repository' },
      { text: '../sysdeps/nptl/libc_start_call_main.h:58:16', kind: 'cframe', why: 'a file of the C library' },
    ],
  },
  {
    report: 'et-remove-uaf', repository: 'cpython', version: 'v3.14.0',
    found: [
      { text: '{{web}}/python-practice/cpython/blob/{{sha:v3.14.0}}/Modules/_elementtree.c#L138-L147', kind: 'permalink', path: elements, line: 138, endLine: 147, at: '{{sha:v3.14.0}}', source: 'for (i = 0; i < self->extra->length; i++)', endSource: 'if (i == self->extra->length)' },
      { text: 'at ./Modules/_elementtree.c:139', kind: 'cframe', path: elements, line: 139, symbol: '_elementtree_Element_remove_impl', source: 'int same = PyObject_RichCompareBool' },
      { text: 'at Python/ceval.c:86', kind: 'cframe', path: ceval, line: 86, symbol: '_PyEval_Vector', source: 'return _PyEval_EvalFrame(tstate, frame, 0);' },
      { text: '`element_setitem`', kind: 'symbol', path: elements, symbol: 'element_setitem', definedAt: 161, source: 'element_setitem(PyObject *self_' },
    ],
    nowhere: [
      { text: 'Python/generated_cases.c.h:2040', kind: 'cframe', why: 'a generated file that is not kept in the repository' },
      { text: '/tmp/evil.py', kind: 'path', why: 'a value in an argument dump' },
    ],
  },
  {
    report: 'overlapped-windows', repository: 'cpython', version: 'v3.14.0',
    found: [
      { text: '_overlapped!do_WSARecvFrom+0x5e [c:\\build\\cpython\\modules\\overlapped.c @ 26]', kind: 'cframe', path: overlapped, line: 26, symbol: 'do_WSARecvFrom', source: 'return WSARecvFrom(handle' },
      { text: '_overlapped!_overlapped_Overlapped_WSARecvFromInto_impl+0x71 [c:\\build\\cpython\\modules\\overlapped.c @ 34]', kind: 'cframe', path: overlapped, line: 34, symbol: '_overlapped_Overlapped_WSARecvFromInto_impl', source: 'self->error = do_WSARecvFrom' },
      { text: '\\Modules\\overlapped.c(34)', kind: 'cframe', path: overlapped, line: 34, source: 'self->error = do_WSARecvFrom' },
      { text: '`_overlapped_Overlapped_WSARecvFromInto_impl`', kind: 'symbol', path: overlapped, symbol: '_overlapped_Overlapped_WSARecvFromInto_impl', definedAt: 30, source: '_overlapped_Overlapped_WSARecvFromInto_impl(' },
    ],
    nowhere: [
      { text: 'python314!cfunction_vectorcall_FASTCALL+0x62', kind: 'csymbol', why: 'a function that this tree does not have' },
      { text: 'asyncio.ProactorEventLoop', kind: 'symbol', why: 'a class that this tree does not have' },
    ],
  },
  {
    report: 'remote-debugging', repository: 'cpython', version: 'v3.14.0',
    found: [
      { text: '`copy_stack_chunk` in `Modules/_remote_debugging/module.c`', kind: 'symbol', path: remote, symbol: 'copy_stack_chunk', definedAt: 21, source: 'copy_stack_chunk(RemoteUnwinder' },
      { text: '`parse_frame_from_chunks + 92', kind: 'csymbol', path: remote, symbol: 'parse_frame_from_chunks', definedAt: 39, source: 'parse_frame_from_chunks(RemoteUnwinder' },
      { text: '`copy_stack_chunk + 148', kind: 'csymbol', path: remote, symbol: 'copy_stack_chunk', definedAt: 21, source: 'copy_stack_chunk(RemoteUnwinder' },
      { text: '`_PyEval_Vector + 72', kind: 'csymbol', path: ceval, symbol: '_PyEval_Vector', definedAt: 78, source: '_PyEval_Vector(PyThreadState' },
      { text: 'module.c:44', kind: 'path', path: remote, line: 44, source: 'if (offset < chunks[i].size)' },
    ],
    nowhere: [],
  },
  {
    report: 'ceval-lock', repository: 'cpython', version: 'v3.11.9',
    found: [
      { text: '`drop_gil`', kind: 'symbol', path: 'Python/ceval_gil.h', symbol: 'drop_gil', definedAt: 16, source: 'drop_gil(struct' },
      { text: 'at Python/ceval_gil.h:34', kind: 'cframe', path: 'Python/ceval_gil.h', line: 34, symbol: 'take_gil', source: 'COND_TIMED_WAIT(' },
      { text: '/tmp/py/Python-3.11.9/Python/ceval.c:96', kind: 'cframe', path: ceval, line: 96, symbol: 'PyEval_EvalCode', source: 'PyThreadState *tstate = _PyThreadState_GET();' },
      { text: '_rmtree_safe_fd (shutil.py:55)', kind: 'cframe', path: 'Lib/shutil.py', line: 55, symbol: '_rmtree_safe_fd', source: '_rmtree_safe_fd(childfd, fullname' },
      { text: 'rmtree (shutil.py:68)', kind: 'cframe', path: 'Lib/shutil.py', line: 68, symbol: 'rmtree', source: '_rmtree_safe_fd(os.open(path' },
      { text: 'ceval_gil.c', kind: 'path', path: 'Python/ceval_gil.c', at: 'v3.12.0' },
    ],
    nowhere: [{ text: '../sysdeps/nptl/futex-internal.h:146', kind: 'cframe', why: 'a file of the C library' }],
  },
  {
    report: 'long-log', repository: 'cpython', version: 'v3.13.1',
    found: [
      { text: '`Modules/_elementtree.c`', kind: 'path', path: elements },
      { text: 'in clear_extra /build/cpython/Modules/_elementtree.c:65:9', kind: 'cframe', path: elements, line: 65, symbol: 'clear_extra', source: 'PyMem_Free(extra->children)' },
      { text: 'in element_dealloc /build/cpython/Modules/_elementtree.c:180:5', kind: 'cframe', path: elements, line: 180, symbol: 'element_dealloc', source: 'clear_extra(self);' },
      { text: 'in element_resize /build/cpython/Modules/_elementtree.c:81:16', kind: 'cframe', path: elements, line: 81, symbol: 'element_resize', source: 'children = PyMem_Malloc(size' },
      { text: 'in element_add_subelement /build/cpython/Modules/_elementtree.c:101:9', kind: 'cframe', path: elements, line: 101, symbol: 'element_add_subelement', source: 'if (element_resize(self, 1) < 0)' },
    ],
    nowhere: [{ text: '(/build/python+0x4a1b20)', kind: 'cframe', why: 'an offset in the program, no file' }],
  },
];
