import type { PathToken } from './path-token.ts';

/** Names that people give to what they wrote to show a problem; a product's file of that name has its folder before it. */
const EVERYBODYS =
  /^(?:(?:.*[_-])?(?:poc|exploit|repro(?:ducer?)?|crash(?:er)?|evil|attack(?:er)?|payload|malicious|vuln(?:erable)?|trigger)(?:[_-]?\d+|[_-].*)?|main|run|test\d*|demo|app|script|example|sample|setup|manage|foo|bar|[a-z]\d?)\.\w+$/i;
/** Words on a line before a name by which a reporter runs, writes or hands over a file. */
const HANDLED =
  /(?:(?:^|[\s/`$(\\])(?:python|pypy|py|node|bash|sh|gcc|g\+\+|clang|cc|rustc|cat|vim?|nano|tee|chmod|gdb|valgrind|strace)[\w.-]*(?: -{1,2}[^\s`]+(?: (?!-)[^\s`]+)?){0,4}(?: --args(?: \S+)?)? |> ?|File ")$/;
const HANDED_OVER =
  /(?:\bsaved?(?: \w+){0,3} (?:as|to|in)|\battach(?:ed|ment)s?|\bcalled|\bnamed|\bexecut(?:e|ing)|\bpoc|\bproof[- ]of[- ]concept|\breproducer|\bscript)[\s:`*(["']{1,6}$/i;

/** A report that names more files than this lists them. */
const MOST_LOOKED_AT = 1000;

/** Whether a name is one that any reporter's own file may have. */
export function isEverybodys(token: PathToken): boolean {
  return token.bare && EVERYBODYS.test(token.path.replace(/^\.\//, ''));
}

/** Names without folders that the text tells to be the reporter's own: it runs, writes or attaches them. In small letters. */
export function ownNames(text: string, tokens: readonly PathToken[]): ReadonlySet<string> {
  const own = new Set<string>();
  for (const token of tokens.filter(({ bare }) => bare).slice(0, MOST_LOOKED_AT)) {
    if (own.has(nameOf(token))) continue;
    const before = text.slice(Math.max(0, token.start - 100), token.start);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    const listed = token.path.startsWith('./') && /\.\w*py\w*$/.test(token.path);
    if (listed || HANDLED.test(line) || HANDED_OVER.test(line)) own.add(nameOf(token));
  }
  return own;
}

/** A bare name as `ownNames` holds it. */
export function nameOf(token: PathToken): string {
  return token.path.slice(token.path.lastIndexOf('/') + 1).toLowerCase();
}

/** Names of functions and classes that the report's own code defines. */
export function ownDefinitions(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/\b(?:def|class|function|fn|func) {1,4}([A-Za-z_]\w{0,80})(?= ?[(:{])/g)].map(([, name = '']) => name),
  );
}
