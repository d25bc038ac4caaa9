@@ file elementtree
/* Practice stand-in for the accelerator of xml.etree.ElementTree. */

#include "Python.h"
#include "structmember.h"

#define STATIC_CHILDREN 4

typedef struct {
    PyObject *attrib;
    Py_ssize_t length;
    Py_ssize_t allocated;
    PyObject **children;
    PyObject *_children[STATIC_CHILDREN];
} ElementObjectExtra;

typedef struct {
    PyObject_HEAD
    PyObject *tag;
    PyObject *text;
    PyObject *tail;
    ElementObjectExtra *extra;
    PyObject *weakreflist;
} ElementObject;

typedef struct {
    PyObject_HEAD
    PyObject *root;
    PyObject *this;
    PyObject *last;
    PyObject *data;
    PyObject *stack;
    Py_ssize_t index;
@@ if et-incremental
    PyObject *events_append;
    char insert_comments;
    char insert_pis;
@@ end
} TreeBuilderObject;

static int
create_extra(ElementObject *self, PyObject *attrib)
{
    self->extra = PyMem_Malloc(sizeof(ElementObjectExtra));
    if (self->extra == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    self->extra->attrib = Py_XNewRef(attrib);
    self->extra->length = 0;
    self->extra->allocated = STATIC_CHILDREN;
    self->extra->children = self->extra->_children;
    return 0;
}

static void
clear_extra(ElementObject *self)
{
    ElementObjectExtra *extra = self->extra;
    if (extra == NULL) {
        return;
    }
    self->extra = NULL;
    for (Py_ssize_t i = 0; i < extra->length; i++) {
        Py_DECREF(extra->children[i]);
    }
    if (extra->children != extra->_children) {
        PyMem_Free(extra->children);
    }
    Py_XDECREF(extra->attrib);
    PyMem_Free(extra);
}

static int
element_resize(ElementObject *self, Py_ssize_t more)
{
    Py_ssize_t size = self->extra->length + more;
    PyObject **children;

    if (size <= self->extra->allocated) {
        return 0;
    }
    size = (size >> 3) + (size < 9 ? 3 : 6) + size;
    children = PyMem_Malloc(size * sizeof(PyObject *));
    if (children == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    memcpy(children, self->extra->children, self->extra->length * sizeof(PyObject *));
    if (self->extra->children != self->extra->_children) {
        PyMem_Free(self->extra->children);
    }
    self->extra->children = children;
    self->extra->allocated = size;
    return 0;
}

static int
element_add_subelement(ElementObject *self, PyObject *element)
{
    if (self->extra == NULL && create_extra(self, NULL) < 0) {
        return -1;
    }
    if (element_resize(self, 1) < 0) {
        return -1;
    }
    self->extra->children[self->extra->length] = Py_NewRef(element);
    self->extra->length++;
    return 0;
}

static PyObject *
_elementtree_Element_insert_impl(ElementObject *self, Py_ssize_t index, PyObject *subelement)
{
    if (element_resize(self, 1) < 0) {
        return NULL;
    }
    if (index < 0) {
        index += self->extra->length;
    }
    if (index > self->extra->length) {
        index = self->extra->length;
    }
    for (Py_ssize_t i = self->extra->length; i > index; i--) {
        self->extra->children[i] = self->extra->children[i - 1];
    }
    self->extra->children[index] = Py_NewRef(subelement);
    self->extra->length++;
    Py_RETURN_NONE;
}

static PyObject *
_elementtree_Element_remove_impl(ElementObject *self, PyObject *subelement)
{
    Py_ssize_t i;

    if (self->extra == NULL) {
        PyErr_SetString(PyExc_ValueError, "list.remove(x): x not in list");
        return NULL;
    }
@@ if et-remove-safe
    /* A comparison may run code that empties this element: hold the child, look again. */
    for (i = 0; self->extra != NULL && i < self->extra->length; i++) {
        PyObject *child = Py_NewRef(self->extra->children[i]);
        int same = PyObject_RichCompareBool(child, subelement, Py_EQ);
        Py_DECREF(child);
        if (same < 0) {
            return NULL;
        }
        if (same > 0 && self->extra != NULL && i < self->extra->length) {
            break;
        }
    }
    if (self->extra == NULL || i >= self->extra->length) {
@@ else
    for (i = 0; i < self->extra->length; i++) {
        int same = PyObject_RichCompareBool(self->extra->children[i], subelement, Py_EQ);
        if (same < 0) {
            return NULL;
        }
        if (same > 0) {
            break;
        }
    }
    if (i == self->extra->length) {
@@ end
        PyErr_SetString(PyExc_ValueError, "list.remove(x): x not in list");
        return NULL;
    }
    PyObject *found = self->extra->children[i];
    self->extra->length--;
    for (; i < self->extra->length; i++) {
        self->extra->children[i] = self->extra->children[i + 1];
    }
    Py_DECREF(found);
    Py_RETURN_NONE;
}

static int
element_setitem(PyObject *self_, Py_ssize_t index, PyObject *item)
{
    ElementObject *self = (ElementObject *)self_;
    if (self->extra == NULL || index < 0 || index >= self->extra->length) {
        PyErr_SetString(PyExc_IndexError, "child assignment index out of range");
        return -1;
    }
    PyObject *old = self->extra->children[index];
    if (item != NULL) {
        self->extra->children[index] = Py_NewRef(item);
    }
    Py_DECREF(old);
    return 0;
}

static void
element_dealloc(ElementObject *self)
{
    PyObject_GC_UnTrack(self);
    clear_extra(self);
    Py_CLEAR(self->tag);
    Py_CLEAR(self->text);
    Py_CLEAR(self->tail);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

@@ if et-incremental
static int
treebuilder_append_event(TreeBuilderObject *self, PyObject *action, PyObject *node)
{
    if (action != NULL && self->events_append != NULL) {
        PyObject *event = PyTuple_Pack(2, action, node);
        PyObject *result = PyObject_CallOneArg(self->events_append, event);
        Py_DECREF(event);
        Py_XDECREF(result);
        return result == NULL ? -1 : 0;
    }
    return 0;
}

@@ end
static PyObject *
treebuilder_handle_data(TreeBuilderObject *self, PyObject *data)
{
    if (self->data == NULL) {
        self->data = Py_NewRef(data);
    }
    else if (PyUnicode_CheckExact(self->data)) {
        PyUnicode_Append(&self->data, data);
    }
    Py_RETURN_NONE;
}
