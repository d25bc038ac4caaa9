@@ file ceval !gil-c
/* The global lock, textually part of ceval.c. */
@@ include parts/ceval-gil.c
