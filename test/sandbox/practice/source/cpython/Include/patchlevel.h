/* The version of this tree; the release manager changes it and nobody else. */

#define PY_VERSION "{{version}}"
