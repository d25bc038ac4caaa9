import type { Gaps } from './gaps.ts';
import type { Process } from '../process/process.ts';

/** What stands for one placeholder of a template; undefined where the advisory does not tell it. */
export interface Filling {
  readonly part: string;
  /** What is missing where there is no text. */
  readonly words: string;
  readonly text: string | undefined;
}

/**
 * A template of the process with its placeholders filled in, in one pass, so that braces in what is filled in are just
 * braces. What the template asks for and nobody told is needed; a placeholder that nobody knows stays and is noted.
 */
export function fillTemplate(
  process: Process,
  name: string,
  fillings: Readonly<Record<string, Filling>>,
  gaps: Gaps,
): string | undefined {
  const template = Object.hasOwn(process.templates ?? {}, name) ? process.templates?.[name] : undefined;
  if (!template) {
    gaps.need('template', `a template "${name}" in the process`);
    return undefined;
  }
  return template.body.replace(/\{([A-Za-z][A-Za-z0-9]{0,30})\}/g, (whole, key: string) => {
    const filling = Object.hasOwn(fillings, key) ? fillings[key] : undefined;
    if (!filling) gaps.note('template', `a meaning for the placeholder ${whole} of the template`);
    else if (filling.text === undefined) gaps.need(filling.part, filling.words);
    return filling?.text ?? whole;
  });
}
