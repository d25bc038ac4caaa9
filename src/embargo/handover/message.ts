import type { Handover } from '../../process/process.ts';

/** A message in its parts. */
export interface MessageParts {
  readonly title: string;
  readonly body: string;
}

/** What a message's template is filled with. */
export interface MessageFacts {
  readonly issue: number;
  readonly branch: string;
  readonly pr?: number;
  readonly commit?: string;
}

export type MessageForm = 'first' | 'other' | 'alone';

/** What a process that says nothing has. */
const PLAIN = {
  branch: 'fix-{issue}-{branch}',
  first: '{title}\n\n{body}\n\nFixes #{issue}',
  other: '[{branch}] {title} (#{pr})\n\n{body}\n\n(cherry picked from commit {commit})',
};

/** The template of a message. */
function templateOf(handover: Handover | undefined, form: MessageForm): string {
  const { first = PLAIN.first, other = PLAIN.other, alone } = handover?.messages ?? {};
  return form === 'other' ? other : form === 'alone' ? (alone ?? first) : first;
}

/** The public branch's name; what a branch's name may not be made of is a hyphen. */
export function publicBranchName(handover: Handover | undefined, { issue, branch }: MessageFacts): string {
  const name = fill(handover?.branch ?? PLAIN.branch, { issue: String(issue), branch });
  return name.replace(/[^A-Za-z0-9._/-]+/g, '-');
}

/** The whole message of the public commit, without the line end at its end. */
export function fillMessage(handover: Handover | undefined, form: MessageForm, parts: MessageParts, facts: MessageFacts): string {
  const filled = fill(templateOf(handover, form), {
    ...parts,
    issue: String(facts.issue),
    branch: facts.branch,
    pr: String(facts.pr ?? ''),
    commit: facts.commit ?? '',
  });
  return filled
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([a-z]+)\}/g, (whole, key: string) => (Object.hasOwn(values, key) ? (values[key] ?? '') : whole));
}

const TRAILER = /^(?:(?:[a-z]+-)+by|cc|change-id):|^\(cherry picked from commit [0-9a-f]+\)$/i;
const FOLLOW_UP = /^(?:fixup|squash|amend)! /;

/**
 * Title and body from the messages of the private commits, the oldest first: the first one's subject and what it says
 * below, then what the others add. Trailers (`Co-authored-by:` and the like) are left out: whom they name is nobody's
 * business. Numbers of other issues that the process puts before a title go, too.
 */
export function partsOf(messages: readonly string[], handover: Handover | undefined): MessageParts {
  const told = messages.filter((message) => message.trim() !== '' && !FOLLOW_UP.test(message));
  const [first = '', ...others] = (told.length > 0 ? told : messages).map(withoutTrailers);
  const { subject, rest } = cut(first);
  const more = others.map((message) => {
    const { subject: title, rest: below } = cut(message);
    return `* ${plainTitle(title, handover)}${below === '' ? '' : `\n\n${below}`}`;
  });
  return { title: plainTitle(subject, handover), body: [rest, ...more].filter((part) => part !== '').join('\n\n') };
}

/** What private commits say, each alone and as `partsOf` puts them together: a private pull request is written from that. */
export function commitWords(messages: readonly string[], handover: Handover | undefined): readonly string[] {
  const { title, body } = partsOf(messages, handover);
  return [...messages, `${title}\n\n${body}`];
}

function withoutTrailers(message: string): string {
  const lines = message.replace(/\r\n?/g, '\n').split('\n');
  return lines
    .filter((line, at) => at === 0 || !TRAILER.test(line.trim()))
    .join('\n')
    .trim();
}

function cut(message: string): { readonly subject: string; readonly rest: string } {
  const end = message.indexOf('\n');
  if (end < 0) return { subject: message.trim(), rest: '' };
  return { subject: message.slice(0, end).trim(), rest: message.slice(end + 1).trim() };
}

/** A subject without what the process's templates and GitHub's merge button put around it. */
function plainTitle(subject: string, handover: Handover | undefined): string {
  let title = subject.replace(FOLLOW_UP, '');
  for (const form of ['other', 'alone', 'first'] as const) {
    const [line = ''] = templateOf(handover, form).split('\n');
    title = firstLinePattern(line).exec(title)?.groups?.title ?? title;
  }
  return title.replace(/ \((?:GH-|#)\d{1,15}\)$/i, '').trim();
}

function firstLinePattern(line: string): RegExp {
  const parts = line.split(/\{(title|branch|[a-z]+)\}/).map((part, at) => {
    if (at % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return part === 'title' ? '(?<title>.+)' : part === 'branch' ? '[^\\]\\s]{1,100}' : '[0-9a-f]{1,64}';
  });
  // A template that names the title twice is no form to be taken off.
  const pattern = parts.join('');
  return pattern.split('(?<title>').length === 2 ? new RegExp(`^${pattern}$`, 'i') : /^(?!)/;
}
