@@ file overlapped
/* Practice stand-in for overlapped I/O; it is compiled on Windows only. */

#ifndef MS_WINDOWS
#error "overlapped.c is for Windows"
#endif

#include "Python.h"
#include <winsock2.h>

typedef struct {
    PyObject_HEAD
    OVERLAPPED overlapped;
    DWORD error;
    PyObject *user_buffer;
    Py_buffer write_buffer;
} OverlappedObject;

static int
do_WSARecvFrom(OverlappedObject *self, SOCKET handle, char *buf, DWORD len, DWORD flags)
{
    WSABUF wsabuf;
    DWORD nread;

    wsabuf.buf = buf;
    wsabuf.len = len;
    return WSARecvFrom(handle, &wsabuf, 1, &nread, &flags, NULL, NULL, &self->overlapped, NULL);
}

static PyObject *
_overlapped_Overlapped_WSARecvFromInto_impl(OverlappedObject *self, SOCKET handle,
                                            Py_buffer *bufobj, DWORD size, DWORD flags)
{
@@ if overlapped-size
    if ((Py_ssize_t)size > bufobj->len) {
        PyErr_SetString(PyExc_ValueError, "nbytes is greater than the length of the buffer");
        return NULL;
    }
@@ end
    self->write_buffer = *bufobj;
    self->error = do_WSARecvFrom(self, handle, bufobj->buf, size, flags);
    Py_RETURN_NONE;
}
