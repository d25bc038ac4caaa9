import type { CweEntry } from '../../advisory/cwe/entries.ts';
import { USAGE_WORDS } from '../words/weaknesses.ts';
import { paragraphs, plain } from '../words/markdown.ts';

/** So many children or members are named. */
const MOST = 12;

/** A weakness: its name, how it is to be used, what stands above and below it; undefined for an unknown one. */
export async function cweMarkdown(id: string): Promise<string | undefined> {
  const { betterThan, cweById } = await import('../../advisory/cwe/catalogue.ts');
  const entry = cweById(id);
  if (!entry) return undefined;
  const named = (ids: readonly string[]) => ids.flatMap((one) => cweById(one) ?? []);
  const usage = entry.deprecated ? 'deprecated' : USAGE_WORDS[entry.usage];
  const facts = [
    `Usage: ${usage}.`,
    entry.kind && `Kind: ${entry.kind}.`,
    entry.terms.length > 0 && `Also called ${entry.terms.map(plain).join(', ')}.`,
  ];
  const isGroup = entry.kind === 'category' || entry.kind === 'view';
  return paragraphs(
    `**${entry.id}** ${plain(entry.name)}`,
    facts.filter((fact) => typeof fact === 'string').join(' '),
    listed('Rather', betterThan(entry.id, 5)),
    listed('Above it', named(entry.parents)),
    listed(isGroup ? 'Members' : 'Below it', named(entry.children)),
    `[Its page](https://cwe.mitre.org/data/definitions/${entry.id.slice(4)}.html) at MITRE`,
  );
}

function listed(title: string, entries: readonly CweEntry[]): string | undefined {
  if (entries.length === 0) return undefined;
  const lines = entries.slice(0, MOST).map(({ id, name }) => `- ${id} ${plain(name)}`);
  const more = entries.length > MOST ? [`- and ${entries.length - MOST} more`] : [];
  return [`${title}:`, ...lines, ...more].join('\n');
}
