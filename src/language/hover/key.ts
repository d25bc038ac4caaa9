import { forbids, type Process } from '../../process/process.ts';
import { keyWords, WHO } from '../words/keys.ts';
import { paragraphs, plain } from '../words/markdown.ts';

/** What a key is for, GitHub's rule for it, and who may change it. @param path keys from the outermost on, with dots between */
export function keyMarkdown(path: string, process: Process): string {
  const name = `**${plain(path.slice(path.lastIndexOf('.') + 1))}**`;
  const about = keyWords(path);
  if (!about) return paragraphs(name, 'This key is not known. It is kept as it is, and not sent.');
  return paragraphs(`${name}: ${about.words}`, about.rule, teamRule(path, process), WHO[about.who]);
}

/** What the team has to say about a key, where its process does. */
function teamRule(path: string, process: Process): string | undefined {
  const why = path === 'cve' ? forbids(process, 'request-cve') : path === 'state' ? forbids(process, 'publish') : undefined;
  return why === undefined ? undefined : `${plain(process.title)}: ${plain(why)}`;
}
