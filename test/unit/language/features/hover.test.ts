import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, it } from 'mocha';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { writeDocument } from '../../../../src/advisory/document/write.ts';
import { READ_ONLY_KEYS, WRITABLE_KEYS } from '../../../../src/advisory/document/document.ts';
import { hover } from '../../../../src/language/hover.ts';
import type { LanguageContext } from '../../../../src/language/context.ts';
import { ago, coordinator, github, sample } from '../../advisory/sample.ts';
import { contexts, front, knowing, marked, texts, type Marked } from './marked.ts';

async function words(it: Marked, context: LanguageContext = knowing()): Promise<string | undefined> {
  return (await hover(it.document, it.offset, context))?.markdown.replaceAll('\\', '');
}

async function covered(it: Marked, context: LanguageContext = knowing()): Promise<string | undefined> {
  const found = await hover(it.document, it.offset, context);
  return found && it.document.text.slice(found.start, found.end);
}

/** The kinds of everything that a Markdown text has, and where its links lead. */
function partsOf(markdown: string): { readonly kinds: ReadonlySet<string>; readonly links: readonly string[] } {
  const kinds = new Set<string>();
  const links: string[] = [];
  const visit = (node: { readonly type: string; readonly url?: string; readonly children?: readonly unknown[] }): void => {
    kinds.add(node.type);
    if (node.type === 'link') links.push(node.url ?? '');
    for (const child of node.children ?? []) visit(child as typeof node);
  };
  // Addresses that are escaped are searched for again in the ready text by this library, and by no renderer.
  const extensions = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }));
  visit(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: extensions }));
  return { kinds, links };
}

const EVIL = [
  '[a](command:x)',
  '![a](https://evil.example/a.png)',
  '<img src=x onerror=y>',
  'https://evil.example',
  'www.evil.example',
  '`a`',
  '| a | b |',
  '$(shield)',
  '**a**',
  '# a',
  'a@evil.example',
  '~~a~~',
  '&lt;b&gt;',
  '[a]: b',
  '\u202e',
  '\\',
];

describe('hover', () => {
  it('shows values of the document and of GitHub to the letter', async function () {
    this.timeout(30_000);
    const evil = fc.array(fc.constantFrom(...EVIL, 'word'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));
    const advisory = fc
      .record({
        title: evil,
        state: evil,
        author: evil,
        cveId: evil,
        cwes: evil.map((id) => [{ id, name: null }]),
        vulnerabilities: evil.map((name) => [{ ecosystem: 'other', name, range: name, patched: name, functions: [name] }]),
        credits: fc.tuple(evil, evil, evil).map(([login, type, state]) => [{ login, type, state }]),
        collaboratingUsers: evil.map((one) => [one]),
        collaboratingTeams: evil.map((one) => [one]),
      })
      .map((changes) => sample(changes));
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(advisory, advisory, fc.nat(), async (one, held, at) => {
        const document = parseDocument(writeDocument(one));
        const found = await hover(
          document,
          at % document.text.length,
          knowing({ held, absentFunctions: [{ name: one.title, version: held.title }] }),
        );
        if (!found) return;
        shown++;
        const { kinds, links } = partsOf(found.markdown);
        for (const kind of ['html', 'image', 'imageReference', 'linkReference', 'definition', 'code', 'delete', 'heading'])
          assert.ok(!kinds.has(kind), `${kind} in ${found.markdown}`);
        for (const link of links) assert.match(link, /^https:\/\/cwe\.mitre\.org\/data\/definitions\/\d+\.html$/);
        assert.doesNotMatch(found.markdown, /\u202e/);
      }),
      { numRuns: 600 },
    );
    assert.ok(shown > 200, `only ${shown} were shown`);
  });

  it('is harmless Markdown on any text', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.double({ min: 0, max: 1, noNaN: true }), contexts, async (text, share, context) => {
        const found = await hover(parseDocument(text), Math.round(share * text.length), context);
        if (!found) return;
        const { kinds } = partsOf(found.markdown);
        assert.ok(!kinds.has('html') && !kinds.has('image'), found.markdown);
      }),
      { numRuns: 300 },
    );
  });

  it('says of every key what it is and who may change it', async () => {
    for (const key of [...WRITABLE_KEYS, ...READ_ONLY_KEYS]) {
      const it = front(`${key}‸:`);
      assert.match((await words(it)) ?? '', new RegExp(`^\\*\\*${key}\\*\\*: .{15,}`), key);
      assert.match((await words(it)) ?? '', WRITABLE_KEYS.includes(key as never) ? /may change it/ : /GitHub keeps it/, key);
      assert.equal(await covered(it), key);
    }
    assert.match((await words(front('credits:\n  - lo‸gin: a'))) ?? '', /account on GitHub/);
    assert.match((await words(front('mine‸: x'))) ?? '', /not known\. It is kept/);
    assert.match((await words(front('cve‸: x'))) ?? '', /CVE Numbering Authority of its own/);
    assert.doesNotMatch((await words(front('cve‸: x'), knowing({ process: github }))) ?? '', /Authority/);
  });

  it('shows a vector’s score, its metrics in words, and first the one under the cursor', async () => {
    const vector = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N';
    const whole = (await words(front(`cvss: ‸${vector}`))) ?? '';
    assert.match(whole, /^\*\*8\.7 High\*\* by CVSS 4\.0/);
    assert.equal(whole.split('\n').filter((line) => line.startsWith('| ')).length, 13);
    const metric = front(`cvss: "${vector.replace('VC:H', 'VC‸:H')}"`);
    assert.match((await words(metric)) ?? '', /^\*\*Vulnerable System Confidentiality Impact: High\*\* \(VC:H\)/);
    assert.equal(await covered(metric), 'VC:H');
    assert.equal(await covered(front(`cvss: CVSS:‸4.0${vector.slice(8)}`)), vector);
    assert.equal(await covered(front('cvss: A‸V:N/AC:L/Au:N/C:P/I:P/A:P')), 'AV:N');
    const held = sample({ cvss4: { vector: vector.replace('VC:H', 'VC:L'), score: 6.9 } });
    assert.match((await words(front(`cvss: ‸${vector}`), knowing({ held }))) ?? '', /GitHub holds another vector, scored 6\.9/);
    const wrong = sample({ cvss4: { vector, score: 9.9 } });
    assert.match((await words(front(`cvss: ‸${vector}`), knowing({ held: wrong }))) ?? '', /8\.7 High.*; GitHub says 9\.9/);
    assert.match(
      (await words(front('cvss: CVSS:3.1/AV:N/AC:‸L/PR:N/UI:N/S:U/C:H/I:H/A:H'))) ?? '',
      /Attack Complexity: Low[^]*9\.8 Critical/,
    );
    assert.match((await words(front('cvss: ‸AV:N/AC:L/Au:N/C:P/I:P/A:P'))) ?? '', /7\.5 High\*\* by CVSS 2\.0/);
  });

  it('says what is wrong with a vector, and still what the metric means', async () => {
    const it = front('cvss: CVSS:4.0/AV:N/AC:‸L');
    assert.match((await words(it)) ?? '', /^\*\*Attack Complexity: Low\*\*[^]*missing/);
    assert.match((await words(front('cvss: CVSS:4.0/AV:N/A‸C'))) ?? '', /Its values: L Low, H High\./);
    assert.match((await words(front('cvss: non‸sense'))) ?? '', /version is missing/);
    assert.equal(await covered(front('cvss: "CVSS:4.0\\/A‸V:N"')), '"CVSS:4.0\\/AV:N"');
  });

  it('shows a weakness, its use, and what stands above and below it', async () => {
    const known = (await words(front('cwe:\n  - CWE-‸22'))) ?? '';
    assert.match(known, /^\*\*CWE-22\*\* Improper Limitation of a Pathname/);
    assert.match(known, /may be used\. Kind: base/);
    assert.match(known, /Above it:\n(?:- .*\n)*- CWE-706/);
    assert.match(known, /Below it:\n- CWE-23/);
    assert.match((await words(front('cwe: [CWE-‸20]'))) ?? '', /discouraged[^]*Rather:\n- CWE-/);
    assert.match((await words(front('cwe: [CWE-99‸9999]'))) ?? '', /does not have it/);
    const inText = marked('---\ntitle: x\n---\n\nIt is cwe-7‸9 again.');
    assert.match((await words(inText)) ?? '', /Cross-site Scripting/);
    assert.equal(await covered(inText), 'cwe-79');
  });

  it('says a range in words, with the releases and lines in it', async () => {
    const range = (text: string) => front(`affected:\n  - package: other/cpython\n    range: "${text}‸"`);
    assert.equal(
      await words(range('>= 3.12.0, < 3.12.9')),
      '**From 3.12.0 up to but not 3.12.9**: 3 releases (3.12.0 to 3.12.8)\n\nSupported lines: 3.12 (security).',
    );
    assert.match(
      (await words(range('< 3.12.1'))) ?? '',
      /^\*\*Everything up to but not 3\.12\.1\*\*: 3 releases \(3\.11\.0 to 3\.12\.0\) and 2 pre-releases/,
    );
    assert.match((await words(range('<= 3.11.13'))) ?? '', /Everything up to and with 3\.11\.13\*\*: 2 releases/);
    assert.match((await words(range('>= 3.13.0'))) ?? '', /From 3\.13\.0 on\*\*: 3 releases.* and 1 pre-release\n/);
    assert.match((await words(range('= 3.14.0'))) ?? '', /Only 3\.14\.0\*\*: 1 release\n/);
    assert.match(
      (await words(range('> 3.13.0, <= 3.13.5'))) ?? '',
      /Everything after 3\.13\.0 up to and with 3\.13\.5\*\*: 1 release/,
    );
    assert.match((await words(range('>= 3.13, < 3.12'))) ?? '', /contradict/);
    assert.match((await words(range('some time ago'))) ?? '', /./);
    assert.match((await words(range('>= 2, < 3'))) ?? '', /0 releases\n\nNo supported line/);
    assert.equal(
      await words(range('< 3.12.1'), knowing({ releases: undefined, process: github })),
      '**Everything up to but not 3.12.1**',
    );
    assert.match(
      (await words(range('>= 3.12.0, < 3.14.0'), knowing({ releases: undefined }))) ?? '',
      /Supported lines: 3\.13 \(security\), 3\.12 \(security\)\.$/,
    );
    const other = front('affected:\n  - package: pip/x\n    range: "< 3.1‸2"');
    assert.equal(await words(other), '**Everything up to but not 3.12**');
  });

  it('says whether a patched version is out', async () => {
    const patched = (text: string) => front(`affected:\n  - package: other/cpython\n    patched: ${text}‸`);
    assert.match((await words(patched('3.12.8'))) ?? '', /has been released/);
    assert.match((await words(patched('3.12.9'))) ?? '', /still to come/);
    assert.equal(await words(patched('3.12.9'), knowing({ releases: undefined })), undefined);
  });

  it('says what is known of a person', async () => {
    const held = sample({
      credits: [coordinator('Cole', 'pending'), { login: 'fin', type: 'finder', state: 'declined' }],
      collaboratingUsers: ['lena'],
    });
    const context = knowing({ held, absent: ['gone'] });
    const of = async (login: string) => words(front(`credits:\n  - login: ${login}‸\n    type: finder`), context);
    assert.equal(
      await of('cole'),
      '**cole**\n\nThis is you. Credited as coordinator, not answered yet. Credited as finder in this document, which GitHub does not hold yet.',
    );
    assert.equal(await of('fin'), '**fin**\n\nCredited as finder, declined: GitHub does not show it.');
    assert.match((await of('rita')) ?? '', /Reported this, or drafted it\./);
    assert.match((await of('lena')) ?? '', /Collaborator of this advisory\./);
    assert.match((await of('gone')) ?? '', /no such account/);
    assert.match((await words(front('collaborators: [al‸ice]'), context)) ?? '', /The account exists\./);
    assert.match((await words(front('collaborators: [stra‸nger]'), context)) ?? '', /Nothing is known/);
    assert.match((await words(front('collaborators: [team ps‸rt]'), context)) ?? '', /team of Python Security Response Team/);
    const sees = knowing({
      held: sample({ collaboratingTeams: ['libs'], credits: [{ login: 'x', type: 'tool', state: null }] }),
    });
    assert.equal(await words(front('collaborators: [team li‸bs]'), sees), '**team libs**\n\nIt sees this advisory already.');
    assert.equal(await words(front('reporter: x‸'), sees), '**x**\n\nCredited as tool.');
    const mention = marked('---\ntitle: x\n---\n\nThanks, @le‸na.');
    assert.match((await words(mention, context)) ?? '', /Collaborator/);
    assert.equal(await covered(mention, context), '@lena');
    assert.equal(await covered(marked('---\ntitle: x\n---\n\n‸@lena'), context), '@lena');
    assert.equal(await words(marked('---\ntitle: x\n---\n\n`@le‸na`'), context), undefined);
  });

  it('says where an advisory stands, and what its dates mean', async () => {
    const held = sample({ createdAt: ago(80), updatedAt: ago(31) });
    const text = writeDocument(held);
    const at = (needle: string): Marked => ({ document: parseDocument(text), offset: text.indexOf(needle) + needle.length });
    const state = (await words(at('state: tri'), knowing({ held }))) ?? '';
    assert.match(state, /^\*\*triage\*\*: A report/);
    assert.match(state, /Next: Find a coordinator\. It lacks somebody credited as coordinator\./);
    assert.match(state, /- 10 days left: it is to be finished within 90 days, by 2026-12-02\./);
    assert.match(state, /- Without a coordinator for at least 31 days\./);
    assert.equal(
      await words(at('created: 2'), knowing({ held })),
      '**80 days ago**\n\n10 days left: it is to be finished within 90 days, by 2026-12-02.',
    );
    assert.match(
      (await words(at('updated: 2'), knowing({ held }))) ?? '',
      /\*\*31 days ago\*\*\n\nNothing has changed for 30 days/,
    );
    assert.equal(await words(front('state: closed\nclosed: 2026-11-22T11:00:00Z‸')), '**1 hour ago**');
    assert.equal(await words(front('published: 2026-11-23T12:00:00Z‸')), '**in 1 day**');
    assert.match((await words(front('closed: nonsense‸'))) ?? '', /When it was closed/);
    assert.match((await words(front('state: published‸'))) ?? '', /never wants/);
    assert.match((await words(front('state: frozen‸'))) ?? '', /not known here/);
    const late = writeDocument(sample({ createdAt: ago(100) }));
    const found = await words({ document: parseDocument(late), offset: late.indexOf('created: 2') + 9 });
    assert.match(found ?? '', /10 days late: it was to be finished within 90 days/);
  });

  it('says what a tag in the title asks for, and whether that will happen', async () => {
    const title = (state: string) => front(`title: "[ACC‸EPTED] Leak"\nstate: ${state}`);
    assert.match(
      (await words(title('triage'))) ?? '',
      /asks the team's bot: accept\. The bot looks every 60 minutes; then the advisory is draft\.\n\nNothing happens before it is sent/,
    );
    assert.match((await words(title('triage'), knowing({ held: sample({ title: '[ACCEPTED] Leak' }) }))) ?? '', /is waited for/);
    assert.match((await words(title('draft'))) ?? '', /In the state draft it does nothing/);
    assert.match((await words(front('title: "[ACC‸EPTED] [CLOSED]"\nstate: triage'))) ?? '', /Another tag .* before it: close/);
    assert.equal(await covered(title('triage')), '[ACCEPTED]');
    assert.equal(await words(front('title: "[WINDO‸WS] Leak"')), undefined);
    assert.equal(await words(title('triage'), knowing({ process: github })), undefined);
    assert.match((await words(front('title: [ACC‸EPTED]\nstate: triage'))) ?? '', /asks the team's bot/);
  });

  it('says the rest', async () => {
    assert.match((await words(front('severity: hi‸gh'))) ?? '', /7\.0 to 8\.9/);
    assert.match((await words(front('affected:\n  - package: pi‸p/a'))) ?? '', /PyPI/);
    assert.match(
      (await words(front('affected:\n  - package: other/cpy‸thon\nrepository: python/cpython'))) ?? '',
      /CPython, by Python Software Foundation/,
    );
    assert.match((await words(front('credits:\n  - type: fin‸der'))) ?? '', /Found the flaw/);
    assert.equal(await words(front('credits:\n  - state: pend‸ing')), 'The credit is not answered yet.');
    assert.match((await words(front('credits:\n  - state: o‸dd'))) ?? '', /^\*\*state\*\*/);
    assert.match((await words(front('score: 8.7‸'))) ?? '', /8\.7 High/);
    assert.match((await words(front('score: 10‸'))) ?? '', /10\.0 Critical/);
    assert.match((await words(front('score: 0‸'))) ?? '', /0\.0 None/);
    for (const score of ['11', '-1', 'x', '" "']) assert.match((await words(front(`score: ${score}‸`))) ?? '', /^\*\*score\*\*/);
    const context = knowing({ absentFunctions: [{ name: 'a.b', version: 'v3.12.8' }] });
    assert.match((await words(front('affected:\n  - functions: [a.‸b]'), context)) ?? '', /not there at v3\.12\.8/);
    for (const lines of ['title: pla‸in', 'severity: ug‸ly', 'mine: a‸', 'title: x  ‸', '# title‸'])
      assert.equal(await words(front(lines)), undefined, lines);
  });
});
