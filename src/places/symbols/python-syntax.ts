/** A name that a Python file takes from elsewhere. */
export interface PythonImport {
  /** The name it is bound to here; `*` for all names of the module. */
  readonly name: string;
  /** The module as written, with the dots of a relative import. */
  readonly module: string;
  /** The name in that module; null if the module itself is meant. */
  readonly member: string | null;
  /** The qualified name of the class that the import stands in; empty for the module. */
  readonly scope: string;
  readonly line: number;
  /** As for definitions: 0 for what usually holds. */
  readonly rank: number;
}

/** A Python identifier; what lies beyond ASCII is not looked at closely. */
export const NAME = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/;
const DOTTED = /^[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*(?:\.[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)*$/;
const WORD = /[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*/g;
/** Longer targets and lists are data, not definitions. */
const LONGEST_TARGET = 4000;
const CONSTANTS = new Set(['None', 'True', 'False', 'NotImplemented', 'Ellipsis']);

/** The names that the left side of an assignment binds: plain names and attributes, no items of containers. */
export function assigned(target: string): readonly string[] {
  if (target.length > LONGEST_TARGET) return [];
  const trimmed = target.trim();
  if (DOTTED.test(trimmed)) return [trimmed];
  return /^[\w\u0080-\uffff\s.,()*[\]]*$/.test(trimmed) && !/[\w)\]]\s*[[(]/.test(trimmed) ? (trimmed.match(WORD) ?? []) : [];
}

/** The dotted name that a value is nothing more than, wrapped at most as a method is. */
export function aliasTarget(value: string): string | null {
  const trimmed = value.trim();
  const inner = /^(?:staticmethod|classmethod|property)\( ?([\w.\u0080-\uffff]+) ?[,)]/.exec(trimmed)?.[1] ?? trimmed;
  return DOTTED.test(inner) && !CONSTANTS.has(inner) ? inner : null;
}

/** The base classes in the header of a class: `class A(B, c.D[T], metaclass=M)` → `B`, `c.D`. */
export function baseNames(header: string): readonly string[] {
  // The arguments stand in the last round brackets; type parameters in square ones may come before.
  const open = header.indexOf('(', Math.max(0, header.indexOf(']') > header.indexOf('(') ? 0 : header.indexOf(']')));
  if (open < 0) return [];
  return splitTop(header.slice(open + 1))
    .map((base) => base.replace(/(?:[[(]| if ).*/s, '').trim())
    .filter((base) => DOTTED.test(base));
}

/** Splits at the commas outside brackets, up to the bracket that closes the whole. */
export function splitTop(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let at = 0;
  for (; at < text.length && depth >= 0; at++) {
    const sign = text[at];
    if (sign === '(' || sign === '[' || sign === '{') depth++;
    else if (sign === ')' || sign === ']' || sign === '}') depth--;
    else if (sign === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start, depth < 0 ? at - 1 : at));
  return parts;
}

/** What an import statement binds; empty if the text is none. */
export function importsOf(code: string): readonly Pick<PythonImport, 'name' | 'module' | 'member'>[] {
  const from = /^from ?([. ]*)([\w.\u0080-\uffff]*) ?import\b/.exec(code);
  if (from) {
    const module = (from[1] ?? '').replace(/ /g, '') + (from[2] ?? '');
    return renamed(code.slice(from[0].length)).map(([member, name]) => ({
      name,
      module,
      member: member === '*' ? null : member,
    }));
  }
  if (!code.startsWith('import ')) return [];
  return renamed(code.slice(7)).map(([module, name]) =>
    name === module ? { name: head(module), module: head(module), member: null } : { name, module, member: null },
  );
}

function renamed(list: string): readonly (readonly [string, string])[] {
  return list.split(',').flatMap((entry): (readonly [string, string])[] => {
    const words = entry.split(/[\s()]+/).filter((word) => word !== '');
    const [name, as, other] = words;
    if (name === undefined || !(name === '*' || DOTTED.test(name))) return [];
    return [[name, as === 'as' && other !== undefined ? other : name]];
  });
}

function head(module: string): string {
  return module.split('.', 1)[0] ?? module;
}

/** Whether a condition holds only on another platform than most reports are about, only for checkers, or never. */
export function isForeignBranch(header: string): boolean {
  if (/^(?:el)?if (?:0|False|__name__)\b/.test(header)) return true;
  if (/!=|\bnot\b/.test(header)) return false;
  return /\b_?(?:ms_?windows|winapi|win32|win|windows|nt|java|wasi|emscripten|darwin|vxworks|WINDOWS|TYPE_CHECKING)\b/i.test(
    header,
  );
}
