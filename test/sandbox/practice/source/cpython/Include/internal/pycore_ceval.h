@@ file ceval
#ifndef Py_INTERNAL_CEVAL_H
#define Py_INTERNAL_CEVAL_H

extern PyObject *_PyEval_EvalFrameDefault(PyThreadState *, _PyInterpreterFrame *, int);

static inline PyObject *
_PyEval_EvalFrame(PyThreadState *tstate, _PyInterpreterFrame *frame, int throwflag)
{
    if (tstate->interp->eval_frame == NULL) {
        return _PyEval_EvalFrameDefault(tstate, frame, throwflag);
    }
    return tstate->interp->eval_frame(tstate, frame, throwflag);
}

#endif
