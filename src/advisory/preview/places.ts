import { toHtml } from 'hast-util-to-html';
import type { Element, ElementContent } from 'hast';

/** A place in the text that the preview makes a link of: the n-th place, and the characters by which it is known. */
export interface PreviewPlace {
  readonly index: number;
  readonly text: string;
  readonly title: string;
}

/** The text as it was written, with the places in it, and why it is not set as a page. */
export function renderPlain(markdown: string, places: readonly PreviewPlace[]): string {
  const why = '<p><em>This text is shown as it was written: it is too deep, or takes too long, to be set as a page.</em></p>';
  return why + toHtml({ type: 'element', tagName: 'pre', properties: {}, children: split(markdown, distinct(places)) });
}

/** The same characters may be named many times in a report: they lead to the same place. */
export function distinct(places: readonly PreviewPlace[]): readonly PreviewPlace[] {
  return [...new Map(places.filter(({ text }) => text !== '').map((place) => [place.text, place])).values()];
}

/** Cuts a text at the places in it, from left to right, the longer of two that start together. */
export function split(text: string, places: readonly PreviewPlace[]): ElementContent[] {
  const hits: { readonly place: PreviewPlace; readonly at: number }[] = [];
  for (const place of places) {
    for (let at = text.indexOf(place.text); at >= 0; at = text.indexOf(place.text, at + place.text.length))
      hits.push({ place, at });
  }
  hits.sort((a, b) => a.at - b.at || b.place.text.length - a.place.text.length);
  const parts: ElementContent[] = [];
  let done = 0;
  for (const { place, at } of hits) {
    if (at < done) continue;
    if (at > done) parts.push({ type: 'text', value: text.slice(done, at) });
    parts.push(link(place, [{ type: 'text', value: place.text }]));
    done = at + place.text.length;
  }
  if (done < text.length) parts.push({ type: 'text', value: text.slice(done) });
  return parts;
}

/** A link that the preview's script takes for a place. */
export function link(place: PreviewPlace, children: readonly ElementContent[]): Element {
  return {
    type: 'element',
    tagName: 'a',
    properties: { href: '#', dataPlace: String(place.index), title: place.title },
    children: [...children],
  };
}
