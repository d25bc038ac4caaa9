type Language = typeof import('../language.ts');

let loading: Promise<Language> | undefined;

/** The language features, read when the first document is there. */
export function language(): Promise<Language> {
  loading ??= import('../language.ts');
  return loading;
}
