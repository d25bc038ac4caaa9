import { ratingOf } from '../../advisory/cvss/rating.ts';
import { packageOf, TEAM } from '../../advisory/document/content.ts';
import type { Located, Span } from '../../advisory/document/document.ts';
import type { ValueRequest } from '../complete/offer.ts';
import { repositoryOf } from '../complete/packages.ts';
import { pairOf } from '../front/tree.ts';
import type { HoverText } from '../hover.ts';
import { productFor } from '../../process/products.ts';
import { keyWords } from '../words/keys.ts';
import { paragraphs, plain } from '../words/markdown.ts';
import { CREDIT_WORDS, ECOSYSTEM_WORDS, SEVERITY_WORDS, wordsOf } from '../words/values.ts';
import { capital, hoverVector } from './cvss.ts';
import { cweMarkdown } from './cwe.ts';
import { keyMarkdown } from './key.ts';
import { creditStateMarkdown, personMarkdown, teamMarkdown } from './person.ts';
import { patchedMarkdown, rangeMarkdown } from './range.ts';
import { dateMarkdown, stateMarkdown, tagMarkdown } from './state.ts';

/** What is told about a value. What GitHub keeps and has nothing more to say gets the words about its key. */
export async function hoverValue(request: ValueRequest): Promise<HoverText | undefined> {
  const { place, offset, context } = request;
  const { scalar, path } = place;
  if (path === 'title') return hoverTag(request);
  if (!scalar || offset > scalar.end) return undefined;
  if (path === 'cvss' || path === 'cvss3') return scalar.manyLines ? undefined : hoverVector(scalar, offset, context);
  const markdown =
    path === 'cwe'
      ? ((await cweMarkdown(scalar.text)) ?? 'The catalogue that is known here does not have it: it is mistyped, or newer.')
      : (markdownOf(path, scalar.text, request) ??
        (keyWords(path)?.who === 'github' ? keyMarkdown(path, context.process) : undefined));
  return markdown === undefined ? undefined : { start: scalar.start, end: scalar.end, markdown };
}

function markdownOf(path: string, text: string, request: ValueRequest): string | undefined {
  const { document, context } = request;
  switch (path) {
    case 'severity':
      return named(text, wordsOf(SEVERITY_WORDS, text));
    case 'affected.package':
      return packageMarkdown(text, request);
    case 'affected.range':
      return rangeMarkdown(text, request);
    case 'affected.patched':
      return patchedMarkdown(text, request);
    case 'affected.functions':
      return functionMarkdown(text, request);
    case 'credits.login':
    case 'reporter':
    case 'publisher':
      return personMarkdown(text, document, context);
    case 'credits.type':
      return named(text, wordsOf(CREDIT_WORDS, text));
    case 'credits.state':
      return creditStateMarkdown(text);
    case 'collaborators':
      return text.startsWith(TEAM) ? teamMarkdown(text.slice(TEAM.length), context) : personMarkdown(text, document, context);
    case 'state':
      return stateMarkdown(text, document, context);
    case 'score':
      return scoreMarkdown(text);
    case 'created':
    case 'updated':
    case 'published':
    case 'closed':
    case 'withdrawn':
      return dateMarkdown(path, text, document, context);
    default:
      return undefined;
  }
}

function named(text: string, words: string | undefined): string | undefined {
  return words === undefined ? undefined : `**${plain(text)}**: ${words}`;
}

function packageMarkdown(text: string, { outline, context }: ValueRequest): string | undefined {
  const { ecosystem, name } = packageOf(text);
  const words = wordsOf(ECOSYSTEM_WORDS, ecosystem ?? '');
  if (words === undefined) return undefined;
  const product = ecosystem === 'other' ? productFor(context.process, repositoryOf(outline, context)) : undefined;
  const own = product?.product !== undefined && product.product.toLowerCase() === name?.toLowerCase();
  return paragraphs(
    `**${plain(ecosystem ?? '')}**: ${words}.`,
    own ? `${plain(product.product ?? '')}, by ${plain(product.vendor)}.` : undefined,
  );
}

function functionMarkdown(text: string, { context }: ValueRequest): string | undefined {
  const at = context.absentFunctions.filter(({ name }) => name === text).map(({ version }) => plain(version));
  return at.length === 0 ? undefined : `**${plain(text)}** was looked up, and is not there at ${at.join(', ')}.`;
}

function scoreMarkdown(text: string): string | undefined {
  const score = Number(text);
  if (text.trim() === '' || !(score >= 0 && score <= 10)) return undefined;
  return paragraphs(`**${score.toFixed(1)} ${capital(ratingOf('4.0', score))}**`, keyWords('score')?.words);
}

/** The tag of a title that the cursor is in. */
function hoverTag({ document, offset, outline, context }: ValueRequest): HoverText | undefined {
  const node = pairOf(outline, 'title')?.node;
  const tag = node && bracketAt(document.text, offset, node);
  const markdown = tag && tagMarkdown(tag.value, document, context);
  return tag && markdown !== undefined ? { start: tag.start, end: tag.end, markdown } : undefined;
}

/** The word in square brackets at an offset; one that begins a title without quotes is a list to YAML. */
function bracketAt(text: string, offset: number, { start, end }: Span): Located<string> | undefined {
  const from = Math.max(start, offset - 32);
  for (const { index, 0: value } of text.slice(from, Math.min(end, offset + 32)).matchAll(/\[[A-Za-z][\w-]{0,29}\]/g)) {
    const at = from + index;
    if (at <= offset && offset <= at + value.length) return { value, start: at, end: at + value.length };
  }
  return undefined;
}
