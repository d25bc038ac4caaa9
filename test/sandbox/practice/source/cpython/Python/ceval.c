@@ file ceval
/* Practice stand-in for the loop that runs bytecode. */

#include "Python.h"
#include "pycore_ceval.h"
@@ if gil-c
#include "pycore_gil.h"
@@ else
#include "ceval_gil.h"
@@ end

#define STACK_SHRINK(n) (stack_pointer -= (n))
@@ if eval-stackref
#define PEEK(n) PyStackRef_AsPyObjectBorrow(stack_pointer[-(n)])
@@ else
#define PEEK(n) (stack_pointer[-(n)])
@@ end

static int recursion_limit = Py_DEFAULT_RECURSION_LIMIT;

int
Py_GetRecursionLimit(void)
{
    return recursion_limit;
}

void
Py_SetRecursionLimit(int new_limit)
{
    recursion_limit = new_limit;
}

int
_Py_CheckRecursiveCall(PyThreadState *tstate, const char *where)
{
@@ if eval-c-stack
    char here;
    if ((uintptr_t)&here < tstate->c_stack_hard_limit) {
        Py_FatalError("Unrecoverable stack overflow");
    }
@@ else
    if (tstate->recursion_depth > recursion_limit + 50) {
        Py_FatalError("Cannot recover from stack overflow.");
    }
@@ end
    _PyErr_Format(tstate, PyExc_RecursionError, "maximum recursion depth exceeded%s", where);
    return -1;
}

static PyObject *
unpack_iterable(PyThreadState *tstate, PyObject *v, int argcnt, PyObject **sp)
{
    PyObject *it = PyObject_GetIter(v);
    if (it == NULL) {
        return NULL;
    }
    for (int i = 0; i < argcnt; i++) {
        PyObject *w = PyIter_Next(it);
        if (w == NULL) {
            _PyErr_Format(tstate, PyExc_ValueError,
                          "not enough values to unpack (expected %d, got %d)", argcnt, i);
            Py_DECREF(it);
            return NULL;
        }
        *--sp = w;
    }
    Py_DECREF(it);
    return v;
}

@@ if eval-stackref
PyObject *
_PyEval_EvalFrameDefault(PyThreadState *tstate, _PyInterpreterFrame *frame, int throwflag)
{
    _PyStackRef *stack_pointer = _PyFrame_GetStackPointer(frame);
    _Py_CODEUNIT *next_instr = frame->instr_ptr;

    if (_Py_EnterRecursiveCallTstate(tstate, "")) {
        return NULL;
    }
    for (;;) {
        uint8_t opcode = next_instr->op.code;
        next_instr++;
        switch (opcode) {
#include "generated_cases.c.h"
        default:
            _PyErr_SetString(tstate, PyExc_SystemError, "unknown opcode");
            return NULL;
        }
    }
}
@@ else
PyObject *
_PyEval_EvalFrameDefault(PyThreadState *tstate, _PyInterpreterFrame *frame, int throwflag)
{
    PyObject **stack_pointer = _PyFrame_GetStackPointer(frame);
    _Py_CODEUNIT *next_instr = frame->prev_instr + 1;

    if (_Py_EnterRecursiveCallTstate(tstate, "")) {
        return NULL;
    }
    for (;;) {
        int opcode = _Py_OPCODE(*next_instr);
        next_instr++;
        switch (opcode) {
        case POP_TOP:
            Py_DECREF(PEEK(1));
            STACK_SHRINK(1);
            break;
        case RETURN_VALUE:
            return PEEK(1);
        default:
            _PyErr_SetString(tstate, PyExc_SystemError, "unknown opcode");
            return NULL;
        }
    }
}
@@ end

PyObject *
_PyEval_Vector(PyThreadState *tstate, PyFunctionObject *func, PyObject *locals,
               PyObject *const *args, size_t argcount, PyObject *kwnames)
{
    _PyInterpreterFrame *frame = _PyEvalFramePushAndInit(tstate, func, locals, args,
                                                         argcount, kwnames);
    if (frame == NULL) {
        return NULL;
    }
    return _PyEval_EvalFrame(tstate, frame, 0);
}

PyObject *
PyEval_EvalCode(PyObject *co, PyObject *globals, PyObject *locals)
{
    PyThreadState *tstate = _PyThreadState_GET();
    PyObject *builtins = _PyEval_BuiltinsFromGlobals(tstate, globals);
    if (builtins == NULL) {
        return NULL;
    }
    PyFunctionObject *func = _PyFunction_FromConstructor(globals, builtins, co);
    if (func == NULL) {
        return NULL;
    }
    PyObject *res = _PyEval_Vector(tstate, func, locals, NULL, 0, NULL);
    Py_DECREF(func);
    return res;
}
