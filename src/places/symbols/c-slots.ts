/** The slots of a type in which a special method of Python is implemented, the likelier first. */
const SLOTS: Readonly<Record<string, readonly string[]>> = {
  tp_new: ['__new__'],
  tp_init: ['__init__'],
  tp_finalize: ['__del__'],
  tp_hash: ['__hash__'],
  tp_repr: ['__repr__'],
  tp_str: ['__str__'],
  tp_call: ['__call__'],
  tp_iter: ['__iter__'],
  tp_iternext: ['__next__'],
  tp_richcompare: ['__eq__', '__ne__', '__lt__', '__le__', '__gt__', '__ge__'],
  tp_getattro: ['__getattribute__', '__getattr__'],
  tp_setattro: ['__setattr__', '__delattr__'],
  tp_descr_get: ['__get__'],
  tp_descr_set: ['__set__', '__delete__'],
  mp_length: ['__len__'],
  mp_subscript: ['__getitem__'],
  mp_ass_subscript: ['__setitem__', '__delitem__'],
  sq_length: ['__len__'],
  sq_concat: ['__add__'],
  sq_repeat: ['__mul__', '__rmul__'],
  sq_item: ['__getitem__'],
  sq_ass_item: ['__setitem__', '__delitem__'],
  sq_contains: ['__contains__'],
  sq_inplace_concat: ['__iadd__'],
  sq_inplace_repeat: ['__imul__'],
  am_await: ['__await__'],
  am_aiter: ['__aiter__'],
  am_anext: ['__anext__'],
  bf_getbuffer: ['__buffer__'],
  bf_releasebuffer: ['__release_buffer__'],
  nb_bool: ['__bool__'],
  nb_int: ['__int__'],
  nb_float: ['__float__'],
  nb_index: ['__index__'],
  nb_negative: ['__neg__'],
  nb_positive: ['__pos__'],
  nb_absolute: ['__abs__'],
  nb_invert: ['__invert__'],
};

/** Operators with a reflected and an in-place form: slot `nb_add` → `__add__`, `__radd__`; `nb_inplace_add` → `__iadd__`. */
const OPERATORS: Readonly<Record<string, string>> = {
  add: 'add',
  subtract: 'sub',
  multiply: 'mul',
  matrix_multiply: 'matmul',
  remainder: 'mod',
  power: 'pow',
  divmod: 'divmod',
  lshift: 'lshift',
  rshift: 'rshift',
  and: 'and',
  or: 'or',
  xor: 'xor',
  floor_divide: 'floordiv',
  true_divide: 'truediv',
};

/**
 * The special methods that an initialiser fills: `.tp_hash = f`, `{Py_tp_hash, f}`, and values in order with the name of
 * the slot in a comment behind each.
 */
export function slotsOf(content: string): readonly { readonly name: string; readonly target: string; readonly at: number }[] {
  const found: { name: string; target: string; at: number }[] = [];
  const add = (slot: string, target: string | undefined, at: number): void => {
    if (target === undefined || target === '0' || target === 'NULL') return;
    for (const name of specialNames(slot)) found.push({ name, target, at });
  };
  const named = /(?:\.|\bPy_)((?:tp|nb|sq|mp|am|bf)_\w+)\s*[=,]/g;
  for (let match = named.exec(content); match; match = named.exec(content)) {
    const value = content.slice(match.index + match[0].length, match.index + match[0].length + 150);
    add(match[1] ?? '', /^[^,}]*?\b(\w+)\s*\)*\s*(?:[,}]|$)/.exec(value)?.[1], match.index);
  }
  const commented = /\b(\w+)[)\s]{0,20},?[^\S\n]{0,80}\/\*\s{0,20}((?:tp|nb|sq|mp|am|bf)_\w+)\s{0,20}:?\s{0,20}\*\//g;
  for (let match = commented.exec(content); match; match = commented.exec(content)) add(match[2] ?? '', match[1], match.index);
  return found;
}

function specialNames(slot: string): readonly string[] {
  const plain = Object.hasOwn(SLOTS, slot) ? SLOTS[slot] : undefined;
  if (plain) return plain;
  const [, inPlace, operator = ''] = /^nb_(inplace_)?(\w+)$/.exec(slot) ?? [];
  const name = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (name === undefined) return [];
  return inPlace === undefined ? [`__${name}__`, `__r${name}__`] : [`__i${name}__`];
}
