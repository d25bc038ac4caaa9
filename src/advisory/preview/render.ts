import { gfm } from 'micromark-extension-gfm';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toHast } from 'mdast-util-to-hast';
import { sanitize, type Schema } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import type { ElementContent, Root, RootContent } from 'hast';
import { distinct, link, renderPlain, split, type PreviewPlace } from './places.ts';

export type { PreviewPlace } from './places.ts';

/** What may stand in a preview. No HTML of the report's, no image, no link but to the web. */
const ALLOWED: Schema = {
  tagNames: [
    'a',
    'b',
    'blockquote',
    'br',
    'code',
    'del',
    'em',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'input',
    'li',
    'ol',
    'p',
    'pre',
    'span',
    'strong',
    'sup',
    'table',
    'tbody',
    'td',
    'th',
    'thead',
    'tr',
    'ul',
  ],
  attributes: {
    a: ['href'],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
    li: [],
    ol: ['start'],
    td: ['align'],
    th: ['align'],
  },
  protocols: { href: ['http', 'https'] },
  required: { input: { type: 'checkbox', disabled: true } },
};

/** Deeper nesting than this is shown as plain text: it is no report any more, and trees are walked by recursion. */
const DEEPEST = 100;

/**
 * Renders a report's Markdown (GitHub flavour) as HTML that cannot do anything: its own HTML is dropped, images become
 * their words, links lead to http and https only, and the known places become `<a data-place="n">`.
 */
export function renderReport(markdown: string, places: readonly PreviewPlace[]): string {
  const unique = distinct(places);
  if (isTooDeep(markdown)) return renderPlain(markdown, places);
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const hast = toHast(tree);
  const words = imagesToWords(hast.type === 'root' ? hast : { type: 'root', children: [hast] });
  const clean = sanitize(words, ALLOWED);
  const root: Root = clean.type === 'root' ? clean : { type: 'root', children: [clean] };
  const children: RootContent[] = root.children.flatMap((child) => withPlaces(child, unique));
  return toHtml({ ...root, children });
}

/** Quote and list marks one behind the other, wherever in a line: footnotes and the like may stand before them. */
const MARKS = new RegExp(String.raw`(?:(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))[ \t]*){${DEEPEST + 1},}`);

/** Whether quotes and lists go deeper than a person writes: by the marks in a line, or by how far a list is indented. */
function isTooDeep(markdown: string): boolean {
  return markdown.split(/\r\n?|\n/).some((line) => {
    const list = /^([ \t]*)(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])/.exec(line);
    return (list?.[1]?.length ?? 0) / 2 > DEEPEST || MARKS.test(line);
  });
}

function imagesToWords(root: Root): Root {
  const walk = (node: RootContent): RootContent => {
    if (node.type !== 'element') return node;
    if (node.tagName === 'img') {
      const alt = typeof node.properties.alt === 'string' && node.properties.alt !== '' ? `: ${node.properties.alt}` : '';
      return { type: 'element', tagName: 'em', properties: {}, children: [{ type: 'text', value: `[image${alt}, not loaded]` }] };
    }
    return { ...node, children: node.children.map((child) => walk(child) as ElementContent) };
  };
  return { type: 'root', children: root.children.map(walk) };
}

/** Puts links on the places in every run of text; a link of the report's own becomes one if it is a place as a whole. */
function withPlaces(node: RootContent, places: readonly PreviewPlace[]): RootContent[] {
  if (node.type === 'text') return split(node.value, places);
  if (node.type !== 'element') return [node];
  if (node.tagName === 'a') {
    const place = places.find(({ text }) => text === node.properties.href);
    if (place) return [link(place, node.children)];
    // Sanitising leaves relative addresses; in a preview they lead nowhere.
    const { href } = node.properties;
    const web = typeof href === 'string' && /^https?:\/\//i.test(href);
    return [{ ...node, properties: web ? { href, rel: ['noreferrer'] } : {} }];
  }
  return [{ ...node, children: node.children.flatMap((child) => withPlaces(child, places)) as ElementContent[] }];
}
