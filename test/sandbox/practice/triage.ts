/** Reports that nobody has judged yet. */
import { coordinator, reporter, type AdvisorySpec } from './advisory.ts';

export const triage: readonly AdvisorySpec[] = [
  // Nobody's, in the order in which they become urgent.
  {
    ghsaId: 'GHSA-5ggc-8pj2-85pf', summary: 'Crash in zipfile with a broken extra field', state: 'triage',
    report: 'never-released', age: 0.02, author: 'omar-reports', collaboratingTeams: [],
  },
  {
    ghsaId: 'GHSA-qh46-229r-8rr7', summary: 'ZIP64 locator offset is ignored, two readers disagree', state: 'triage',
    report: 'zip64-locator', age: 0.1, author: 'lena-reports', affected: '<= 3.13.1', credits: [reporter('lena-reports')],
  },
  {
    ghsaId: 'GHSA-pwgv-m92r-c9cp', summary: 'tarfile arbitrary write!!! urgent', state: 'triage',
    report: 'short-vague', age: 1, author: 'omar-reports', severity: 'critical',
  },
  {
    ghsaId: 'GHSA-vhrw-94p3-9p9h', summary: 'Possible problem, see links', state: 'triage',
    report: 'hostile', age: 2, author: 'sol-passerby',
  },
  {
    ghsaId: 'GHSA-rg4f-qhmj-mqg7', summary: 'webbrowser passes options to the browser', state: 'triage',
    report: 'webbrowser-dash', age: 3, author: 'kenji-reports', affected: '<= 3.13.1', credits: [reporter('kenji-reports')],
  },
  {
    ghsaId: 'GHSA-xm5c-p2cr-5jjr', summary: 'heap-use-after-free in PyUnicode_DecodeUnicodeEscape', state: 'triage',
    report: 'unicode-escape-uaf', age: 5, author: 'fuzz-fleet', affected: '3.13.1',
    credits: [{ login: 'fuzz-fleet', type: 'tool', state: 'accepted' }],
    comments: [
      { by: 'fuzz-fleet', ago: 4.9, body: 'The input that shows it is 41 bytes long. Shall I attach it here as hex?' },
      { by: 'grace-admin', ago: 4.2, body: 'Looks like gh-90352, which was fixed in public. Whoever takes this: check 3.13 first.', confidential: true },
    ],
  },
  {
    // The account that sent it was deleted, and the text was sent as an attachment that did not arrive.
    ghsaId: 'GHSA-fgj8-q2fx-3wgf', summary: 'Report without a text', state: 'triage', report: null, age: 8, author: null,
  },
  {
    ghsaId: 'GHSA-v2w4-m7f2-xqh9', summary: '[INVALID] Earn money with this one trick', state: 'triage',
    report: { text: 'Buy followers. Best price. No place in any code is meant.' }, age: 6, idle: 0.01, author: 'sol-passerby',
    credits: [coordinator('bruno-coord')],
  },

  // Ada's.
  {
    ghsaId: 'GHSA-22q7-xh2w-q2mr', summary: 'http.client reserves as much memory as a server says', state: 'triage',
    report: 'http-read-buffer', age: 2, author: 'kenji-reports', affected: '3.13.1', cweIds: ['CWE-770'],
    credits: [reporter('kenji-reports'), coordinator('ada-triage')],
    comments: [{ by: 'ada-triage', ago: 1.5, body: 'Thanks, I am looking at it. Does it happen with a proxy in between as well?' }],
  },
  {
    ghsaId: 'GHSA-79m4-6qcv-wjj7', summary: 'HTMLParser is quadratic for unclosed comments', state: 'triage',
    report: 'html-quadratic', age: 13, idle: 9, author: 'lena-reports', affected: '<= 3.14.0',
    credits: [reporter('lena-reports'), coordinator('ada-triage', 'pending')],
    comments: [{ by: 'lena-reports', ago: 9, body: 'Is there anything else that you need from me?' }],
  },
  {
    // The same person, written as her profile shows the login.
    ghsaId: 'GHSA-mjm7-vv76-65q2', summary: 'Deadlock between drop_gil and take_gil', state: 'triage',
    report: 'ceval-lock', age: 50, idle: 2, author: 'omar-reports', affected: '3.11.9',
    credits: [coordinator('Ada-Triage')],
  },

  // Other people's.
  {
    ghsaId: 'GHSA-8cp3-38j7-p5hj', summary: '[ACCEPTED] Quadratic time in cgi.parse_header()', state: 'triage',
    report: 'gone-cgi', age: 4, idle: 0.02, author: 'lena-reports', affected: '< 3.13', cweIds: ['CWE-407'],
    credits: [reporter('lena-reports'), coordinator('bruno-coord')],
  },
  {
    ghsaId: 'GHSA-gxpr-xg6p-qx3g', summary: 'Remote code execution in Python', state: 'triage',
    report: 'nowhere', age: 35, idle: 30, author: 'omar-reports', credits: [coordinator('dana-coord')],
    comments: [
      { by: 'dana-coord', ago: 33, body: 'pickle is documented as unsafe for data from others. What did the standard library do wrong here?' },
      { by: 'dana-coord', ago: 32.9, body: 'I will close this in a month if nothing comes.', confidential: true },
      { by: 'omar-reports', ago: 30, body: 'We will ask the customer.' },
    ],
  },
  {
    ghsaId: 'GHSA-pgj6-3hcg-p6qv', summary: 'Filter "data" lets long link chains through', state: 'triage',
    report: 'tar-realpath', age: 60, idle: 12, author: 'kenji-reports', affected: '<= 3.13.0',
    cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:L', severity: 'critical', cweIds: ['CWE-22'],
    credits: [reporter('kenji-reports'), coordinator('chidi-coord', 'declined')],
  },
  {
    ghsaId: 'GHSA-f8jh-2378-w9jx', summary: 'Double free in the element accelerator (full log)', state: 'triage',
    report: 'long-log', age: 12, idle: 11, author: 'fuzz-fleet', affected: '3.13.1',
    credits: [{ login: 'fuzz-fleet', type: 'finder', state: 'accepted' }, coordinator('dana-coord', 'pending')],
  },
];
