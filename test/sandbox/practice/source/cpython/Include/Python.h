#ifndef Py_PYTHON_H
#define Py_PYTHON_H

#include "patchlevel.h"
#include <stddef.h>

typedef ptrdiff_t Py_ssize_t;

#endif
