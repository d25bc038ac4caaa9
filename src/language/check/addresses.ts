import { isGhsaId, sameRepository } from '../../advisory/model.ts';
import { addresses } from '../../places/find/address.ts';
import { forbids } from '../../process/process.ts';
import type { Body } from './body.ts';
import type { Checked } from './findings.ts';
import { checkMail } from './mail.ts';
import { isBelow } from './text.ts';

const ID = '(?:-[23456789cfghjmpqrvwx]{4}){3}(?![A-Za-z0-9])';
const FORK = new RegExp(`-ghsa${ID}`, 'gi');
const GHSA = new RegExp(`(?<![A-Za-z0-9-])GHSA${ID}`, 'gi');
/** How far before the end of a fork's name its address may begin. */
const LONGEST_LEAD = 160;

/** Links and addresses that outsiders cannot follow, or that tell what is nobody's business. */
export function checkAddresses(checked: Checked, body: Body): void {
  const links = linksOf(body);
  forks(checked, body);
  advisories(checked, body);
  for (const link of links) {
    internalPage(checked, body, link);
    attachment(checked, body, link);
  }
  checkMail(checked, body);
}

export interface Link {
  readonly start: number;
  readonly end: number;
  readonly host: string;
  /** Path and query, as written. */
  readonly path: string;
}

/** The addresses of a text as they stand on their lines. */
function linksOf({ text }: Body): readonly Link[] {
  return addresses(text).flatMap((readings) => {
    const found = readings.at(-1);
    const match = /^https?:\/\/(?:[^/?#@]{0,200}@)?([^/?#:]{1,255})(?::\d{1,5})?(.*)$/is.exec(found?.address ?? '');
    if (!found || !match) return [];
    return [{ start: found.start, end: found.end, host: (match[1] ?? '').toLowerCase(), path: match[2] ?? '' }];
  });
}

/** The private fork by its name, in links and in commands alike. */
function forks({ findings }: Checked, { text, start }: Body): void {
  for (const { 0: found, index } of text.matchAll(FORK)) {
    if (findings.isFull('private-fork-link')) return;
    const lead = /[\w.:/@~-]*$/.exec(text.slice(Math.max(0, index - LONGEST_LEAD), index))?.[0].length ?? 0;
    const tail = /^[\w./~-]{0,160}/.exec(text.slice(index + found.length, index + found.length + LONGEST_LEAD))?.[0].length ?? 0;
    const span = { start: start + index - lead, end: start + index + found.length + tail };
    const words =
      'This is a private fork. Nobody outside can open it, and its name tells the id of an advisory that is not public.';
    findings.add('private-fork-link', 'warning', span, words);
  }
}

/** Ids of advisories of which it is sure that they are not public. */
function advisories(checked: Checked, { text, start }: Body): void {
  const { document, context, findings } = checked;
  const own = (context.held?.ghsaId ?? document.fields.id?.value ?? '').toLowerCase();
  const repository = context.held?.repository ?? document.fields.repository?.value ?? '';
  const neverPublic = forbids(context.process, 'publish') !== undefined;
  for (const { 0: id, index } of text.matchAll(GHSA)) {
    if (findings.isFull('private-advisory-link')) return;
    const lead = /(?:https?:\/\/)?(?:www\.)?github\.com\/([\w.-]{1,39}\/[\w.-]{1,100})\/security\/advisories\/$/i.exec(
      text.slice(Math.max(0, index - 200), index),
    );
    const isOwn = isGhsaId(own) && id.toLowerCase() === own;
    const sameHouse = lead !== null && neverPublic && sameRepository(lead[1] ?? '', repository);
    if (!(isOwn && (lead !== null || neverPublic)) && !sameHouse) continue;
    const span = { start: start + index - (lead?.[0].length ?? 0), end: start + index + id.length };
    const words = neverPublic
      ? 'Advisories of this repository are never public on GitHub: nobody outside can follow this.'
      : 'This advisory is not public: until it is, nobody outside can follow a link to it.';
    findings.add('private-advisory-link', neverPublic ? 'warning' : 'information', span, words);
  }
}

/** Pages that the process calls internal. */
function internalPage({ context, findings }: Checked, { start }: Body, link: Link): void {
  const address = `${link.host.replace(/^www\./, '')}${link.path}`.toLowerCase();
  const inside = (context.process.writing?.internal ?? []).some((entry) => {
    if (entry.includes('@')) return false;
    const internal = entry.toLowerCase().replace(/\/$/, '');
    if (!internal.includes('/')) return isBelow(link.host, internal);
    return address.startsWith(internal) && /^(?:$|[/?#])/.test(address.slice(internal.length));
  });
  if (inside)
    findings.add(
      'internal-address',
      'warning',
      { start: start + link.start, end: start + link.end },
      'This page is the team’s own: nobody outside can open it.',
    );
}

/** Files that were dropped into an edit form. */
function attachment({ findings }: Checked, { start }: Body, { host, path, ...span }: Link): void {
  const uploaded =
    (/^(?:www\.)?github\.com$/.test(host) &&
      /^\/(?:user-attachments\/|[\w.-]{1,39}\/[\w.-]{1,100}\/(?:assets\/\d|files\/\d))/.test(path)) ||
    /^(?:private-)?user-images\.githubusercontent\.com$/.test(host);
  if (!uploaded) return;
  const words =
    'This file was attached on GitHub. Outside of the advisory it may open for nobody, or for everybody who has the link: put what matters into the text.';
  findings.add('attachment-link', 'warning', { start: start + span.start, end: start + span.end }, words);
}
