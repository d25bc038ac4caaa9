@@ file unicode
/* Practice stand-in for strings: only the decoders that the exercises need. */

#include "Python.h"
#include "pycore_ceval.h"

#define MAX_UNICODE 0x10ffff

static PyObject *
unicode_result(PyObject *unicode)
{
    if (PyUnicode_GET_LENGTH(unicode) == 0) {
        Py_DECREF(unicode);
        return PyUnicode_New(0, 0);
    }
    return unicode;
}

PyObject *
PyUnicode_FromKindAndData(int kind, const void *buffer, Py_ssize_t size)
{
    if (size < 0) {
        PyErr_SetString(PyExc_ValueError, "size must be positive");
        return NULL;
    }
    return unicode_result(PyUnicode_New(size, MAX_UNICODE));
}

static int
make_decode_exception(PyObject **exceptionObject, const char *encoding,
                      const char *input, Py_ssize_t length,
                      Py_ssize_t startpos, Py_ssize_t endpos, const char *reason)
{
    if (*exceptionObject == NULL) {
        *exceptionObject = PyObject_CallFunction(
            PyExc_UnicodeDecodeError, "sy#nns",
            encoding, input, length, startpos, endpos, reason);
    }
    return *exceptionObject == NULL ? -1 : 0;
}

@@ if unicode-writer
/* Ask the error handler what stands for the bytes, and write that. */
static int
unicode_decode_call_errorhandler_writer(
    const char *errors, PyObject **errorHandler,
    const char *encoding, const char *reason,
    const char **input, const char **inend, Py_ssize_t *startinpos,
    Py_ssize_t *endinpos, PyObject **exceptionObject, const char **inptr,
    PyUnicodeWriter *writer)
{
    PyObject *restuple, *inputobj;
    Py_ssize_t newpos;

    if (make_decode_exception(exceptionObject, encoding, *input, *inend - *input,
                              *startinpos, *endinpos, reason) < 0) {
        return -1;
    }
    restuple = PyObject_CallOneArg(*errorHandler, *exceptionObject);
    if (restuple == NULL) {
        return -1;
    }
    inputobj = PyUnicodeDecodeError_GetObject(*exceptionObject);
    *input = PyBytes_AS_STRING(inputobj);
    *inend = *input + PyBytes_GET_SIZE(inputobj);
    newpos = PyLong_AsSsize_t(PyTuple_GET_ITEM(restuple, 1));
    *inptr = *input + newpos;
    Py_DECREF(inputobj);
    Py_DECREF(restuple);
    return 0;
}
@@ else
/* Ask the error handler what stands for the bytes, and append that. */
static int
unicode_decode_call_errorhandler(
    const char *errors, PyObject **errorHandler,
    const char *encoding, const char *reason,
    const char **input, const char **inend, Py_ssize_t *startinpos,
    Py_ssize_t *endinpos, PyObject **exceptionObject, const char **inptr,
    PyObject **output, Py_ssize_t *outpos)
{
    PyObject *restuple = NULL;
    PyObject *inputobj = NULL;

    if (make_decode_exception(exceptionObject, encoding, *input, *inend - *input,
                              *startinpos, *endinpos, reason) < 0) {
        return -1;
    }
    restuple = PyObject_CallOneArg(*errorHandler, *exceptionObject);
    if (restuple == NULL) {
        return -1;
    }
    inputobj = PyUnicodeDecodeError_GetObject(*exceptionObject);
    *input = PyBytes_AS_STRING(inputobj);
    *inend = *input + PyBytes_GET_SIZE(inputobj);
    *inptr = *input + *endinpos;
    *outpos += 1;
    Py_DECREF(inputobj);
    Py_DECREF(restuple);
    return 0;
}
@@ end

PyObject *
PyUnicode_DecodeUTF8Stateful(const char *s, Py_ssize_t size,
                             const char *errors, Py_ssize_t *consumed)
{
    if (size == 0) {
        return PyUnicode_New(0, 0);
    }
    PyObject *u = PyUnicode_New(size, 127);
    if (u == NULL) {
        return NULL;
    }
    memcpy(PyUnicode_1BYTE_DATA(u), s, size);
    return u;
}

@@ if unicode-first-invalid
PyObject *
_PyUnicode_DecodeUnicodeEscapeInternal2(const char *s, Py_ssize_t size,
                                        const char *errors, Py_ssize_t *consumed,
                                        int *first_invalid_escape_char,
                                        const char **first_invalid_escape_ptr)
@@ else
PyObject *
_PyUnicode_DecodeUnicodeEscapeInternal(const char *s, Py_ssize_t size,
                                       const char *errors, Py_ssize_t *consumed,
                                       const char **first_invalid_escape)
@@ end
{
    const char *starts = s;
    const char *end = s + size;
    PyObject *errorHandler = NULL;
    PyObject *exc = NULL;

@@ if unicode-first-invalid
    *first_invalid_escape_char = -1;
@@ else
    *first_invalid_escape = NULL;
@@ end
    while (s < end) {
        unsigned char c = (unsigned char)*s++;
        Py_UCS4 ch = 0;
        int count = 0;

        if (c != '\\') {
            continue;
        }
        if (s >= end) {
            goto incomplete;
        }
        c = (unsigned char)*s++;
        switch (c) {
        case 'x': count = 2; break;
        case 'u': count = 4; break;
        case 'U': count = 8; break;
        default:
@@ if unicode-first-invalid
            /* Keep the character: the buffer may be gone when it is reported. */
            if (*first_invalid_escape_char == -1) {
                *first_invalid_escape_char = c;
            }
@@ else
            if (*first_invalid_escape == NULL) {
                *first_invalid_escape = s - 1;
            }
@@ end
            continue;
        }
        for (; count; ++s, --count) {
            if (s >= end) {
                goto incomplete;
            }
            ch = (ch << 4) + Py_HEX_DIGIT(*s);
        }
        if (ch > MAX_UNICODE) {
            PyErr_SetString(PyExc_ValueError, "illegal Unicode character");
            return NULL;
        }
        continue;

      incomplete:
        if (consumed) {
            *consumed = s - starts;
            break;
        }
    }
    Py_XDECREF(errorHandler);
    Py_XDECREF(exc);
    return unicode_result(PyUnicode_New(size, MAX_UNICODE));
}

PyObject *
PyUnicode_DecodeUnicodeEscape(const char *s, Py_ssize_t size, const char *errors)
{
@@ if unicode-first-invalid
    int first_invalid_escape_char;
    const char *first_invalid_escape_ptr;
    PyObject *result = _PyUnicode_DecodeUnicodeEscapeInternal2(s, size, errors, NULL,
                                                               &first_invalid_escape_char,
                                                               &first_invalid_escape_ptr);
    if (result != NULL && first_invalid_escape_char != -1) {
        PyErr_WarnFormat(PyExc_DeprecationWarning, 1, "invalid escape sequence '\\%c'",
                         first_invalid_escape_char);
    }
@@ else
    const char *first_invalid_escape;
    PyObject *result = _PyUnicode_DecodeUnicodeEscapeInternal(s, size, errors, NULL,
                                                              &first_invalid_escape);
    if (result != NULL && first_invalid_escape != NULL) {
        PyErr_WarnFormat(PyExc_DeprecationWarning, 1, "invalid escape sequence '\\%c'",
                         *first_invalid_escape);
    }
@@ end
    return result;
}
