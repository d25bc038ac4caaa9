@@ file ceval gil-c
/* The global lock, a translation unit of its own. */

#include "Python.h"
#include "pycore_gil.h"
@@ include parts/ceval-gil.c
