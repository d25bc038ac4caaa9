/** What came to an end in the practice CPython, well or badly. */
import { coordinator, credit, reporter, type AdvisorySpec } from './advisory.ts';

export const finished: readonly AdvisorySpec[] = [
  {
    ghsaId: 'GHSA-6wgv-42rv-w952', cveId: 'CVE-2025-8194', summary: '[COMPLETED] Tarfile infinite loop during parsing with negative member offset',
    state: 'closed', report: 'tar-negative-size', age: 140, closed: 96, author: 'kenji-reports', hasPrivateFork: true,
    severity: 'high', cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', cweIds: ['CWE-835'],
    affected: '< 3.13.6', patched: '3.13.6', functions: ['tarfile.TarFile.getmembers'],
    credits: [reporter('kenji-reports'), coordinator('ada-triage'), credit('mira-fixes', 'remediation_developer')],
    comments: [{ by: 'ada-triage', ago: 97, body: 'The record is public, thank you all.' }],
  },
  {
    ghsaId: 'GHSA-rmmr-cqjx-3xh8', cveId: 'CVE-2024-12254', summary: '[ACCEPTED] [COMPLETED] Unbounded memory buffering in SelectorSocketTransport.writelines()',
    state: 'closed', report: 'writelines-memory', age: 300, closed: 260, author: 'lena-reports', hasPrivateFork: true,
    severity: 'high', cvssVector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N', cweIds: ['CWE-400', 'CWE-770'],
    affected: '>= 3.12.0, < 3.12.9', patched: '3.12.9', credits: [reporter('lena-reports'), coordinator('bruno-coord')],
  },
  {
    ghsaId: 'GHSA-qq97-r56w-pc4f', summary: '[INVALID] Critical: shop runs any pickle', state: 'closed',
    report: 'nowhere', age: 20, closed: 18, author: 'omar-reports', submissionAccepted: false, credits: [coordinator('dana-coord')],
  },
  {
    ghsaId: 'GHSA-m3pj-gp82-9v3p', summary: '[DUPLICATE] zipfile.Path hangs', state: 'closed', report: 'zip-path-endless',
    age: 70, closed: 66, author: 'omar-reports', submissionAccepted: false, affected: '3.12.0', credits: [coordinator('ada-triage')],
  },
  {
    ghsaId: 'GHSA-gj7g-77vp-ppmp', summary: '[CLOSED] shutil.which() finds folders', state: 'closed',
    report: { text: '`shutil.which` returns a folder if it may be entered. A bug, but not one that gives anybody anything.\n' },
    age: 33, closed: 31, author: 'lena-reports', submissionAccepted: false, credits: [coordinator('chidi-coord')],
    comments: [{ by: 'chidi-coord', ago: 31.5, body: 'I opened a public issue for it.' }],
  },
  {
    ghsaId: 'GHSA-g694-8rch-2463', summary: 'tar is unsafe', state: 'closed', report: 'short-vague',
    age: 15, closed: 14.5, author: 'sol-passerby', submissionAccepted: false,
  },
  {
    ghsaId: 'GHSA-7rq5-5j84-w8x7', cveId: 'CVE-2024-8088', summary: '[COMPLETED] Infinite loop when iterating over zip archive entry names from zipfile.Path',
    state: 'closed', report: 'zip-path-endless', age: 320, closed: 280, author: 'lena-reports',
    severity: 'high', cvssVector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N',
    affected: '< 3.12.7', patched: '3.12.7', credits: [coordinator('dana-coord'), reporter('lena-reports')],
  },
  {
    ghsaId: 'GHSA-52rv-52w2-g6wm', cveId: 'CVE-2025-4517', summary: '[COMPLETED] Arbitrary writes via tarfile realpath overflow', state: 'closed',
    report: 'tar-realpath', age: 210, closed: 150, author: 'kenji-reports', hasPrivateFork: true,
    severity: 'critical', cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:L', cweIds: ['CWE-22'],
    affected: '< 3.14.0b2', patched: '3.14.0b2',
    credits: [reporter('kenji-reports'), coordinator('freya-release'), credit('mira-fixes', 'remediation_developer'), credit('noel-fixes', 'remediation_verifier')],
  },
  {
    ghsaId: 'GHSA-x45g-c7vp-6m38', cveId: 'CVE-2025-13836', summary: '[COMPLETE] Excessive read buffering DoS in http.client', state: 'closed',
    report: 'http-read-buffer', age: 180, closed: 120, author: 'kenji-reports',
    severity: 'medium', cvssVector: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:L',
    affected: '< 3.13.11', patched: '3.13.11', credits: [coordinator('chidi-coord')],
  },
  {
    // Somebody pressed the button that nobody should press for this repository.
    ghsaId: 'GHSA-8m55-jxq2-5f58', cveId: 'CVE-2025-4516', summary: 'Use-after-free in "unicode_escape" decoder with error handler', state: 'published',
    report: 'unicode-escape-uaf', age: 230, published: 190, author: 'fuzz-fleet',
    severity: 'medium', cvssVector: 'CVSS:4.0/AV:L/AC:H/AT:P/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N', cweIds: ['CWE-416'],
    affected: '< 3.14.0b1', patched: '3.14.0b1', credits: [credit('fuzz-fleet', 'finder'), coordinator('bruno-coord')],
  },
  {
    ghsaId: 'GHSA-2chq-h2rw-qqjh', cveId: 'CVE-2025-6069', summary: 'HTMLParser quadratic complexity when processing malformed inputs', state: 'withdrawn',
    report: 'html-quadratic', age: 250, published: 200, withdrawn: 199, author: 'lena-reports',
    severity: 'medium', cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:L',
    affected: '< 3.14.0', credits: [reporter('lena-reports'), coordinator('dana-coord')],
  },
];
