import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cPythonName, cTables } from '../../../../src/places/symbols/c-tables.ts';

const text = `
/*[clinic input]
module _spoon
class _spoon.Spoon "SpoonObject *" "&Spoon_Type"
[clinic start generated code]*/

/*[clinic input]
@classmethod
_spoon.Spoon.stir as spoon_stir_it -> int

    how: int
[clinic start generated code]*/

static int
spoon_stir_it_impl(SpoonObject *self, int how)
/*[clinic end generated code: output=1 input=2]*/
{
}

/*[clinic input]
_spoon.wash
[clinic start generated code]*/

static PyObject *
_spoon_wash_impl(PyObject *module)
{
}

static PyObject *spoon_bend(PyObject *self, PyObject *args) { return 0; }
static PyObject *spoon_get_size(PyObject *self, void *c) { return 0; }
static Py_hash_t spoon_hash(PyObject *self) { return 0; }
static PyObject *spoon_add(PyObject *a, PyObject *b) { return 0; }
static PyObject *plain(PyObject *self, PyObject *args) { return 0; }
static PyObject *knife_repr(PyObject *self) { return 0; }

static PyMethodDef spoon_methods[] = {
    {"bend", (PyCFunction)(void(*)(void))spoon_bend, METH_VARARGS, "bend"},
    {"gone", _PyCFunction_CAST(elsewhere), METH_NOARGS},
    {NULL}
};
static PyGetSetDef spoon_getset[] = {{"size", (getter)spoon_get_size, NULL}, {NULL}};
static PyNumberMethods spoon_number = {.nb_add = spoon_add};
static PyType_Slot spoon_slots[] = {
    {Py_tp_methods, spoon_methods}, {Py_tp_getset, spoon_getset}, {Py_tp_hash, (hashfunc)spoon_hash}, {0, 0}
};
PyTypeObject Knife_Type = {
    "kitchen.Knife",          /* tp_name */
    knife_repr,               /* tp_repr */
    &spoon_number,            /* tp_as_number */
};
static PyType_Spec spoon_spec = {.name = "_spoon.Spoon", .slots = spoon_slots};
static PyMethodDef module_methods[] = {{"bend", plain}, _SPOON_WASH_METHODDEF {NULL}};
SimpleExtendsException(PyExc_Exception, BentError, "bent");
PyMODINIT_FUNC PyInit__spoon(void) { return 0; }
`;

function name(...names: string[]): string | undefined {
  return cPythonName(text, names)?.name;
}

describe('names of Python in C', () => {
  it('are found by what Argument Clinic is told', () => {
    assert.equal(name('Spoon', 'stir'), 'spoon_stir_it_impl');
    assert.equal(name('wash'), '_spoon_wash_impl');
    assert.equal(name('stir'), undefined);
  });

  it('are found in tables, each type having its own', () => {
    assert.equal(name('Spoon', 'bend'), 'spoon_bend');
    assert.equal(name('bend'), 'plain');
    assert.equal(name('Spoon', 'size'), 'spoon_get_size');
    assert.equal(name('Knife', 'bend'), undefined);
  });

  it('are the row itself if its function is elsewhere', () => {
    const place = cPythonName(text, ['Spoon', 'gone']);
    assert.equal(place?.name, 'spoon_methods');
    assert.equal(text.split('\n')[place.line - 1]?.includes('"gone"'), true);
  });

  it('are found in slots, by designator, by pair and by comment', () => {
    assert.equal(name('Spoon', '__hash__'), 'spoon_hash');
    assert.equal(name('Knife', '__repr__'), 'knife_repr');
    assert.equal(name('Knife', '__radd__'), 'spoon_add');
    assert.equal(name('Spoon', '__add__'), undefined);
  });

  it('are types and what macros make', () => {
    assert.equal(name('Spoon'), 'spoon_spec');
    assert.equal(name('Knife'), 'Knife_Type');
    assert.equal(name('BentError'), 'BentError');
    assert.deepEqual([...cTables(text).modules], ['_spoon']);
  });

  it('are no longer than two parts', () => {
    assert.equal(name(), undefined);
    assert.equal(name('Spoon', 'bend', 'more'), undefined);
  });
});
