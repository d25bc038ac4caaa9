/** Advisories that were accepted and are being worked on. */
import { coordinator, credit, reporter, type AdvisorySpec } from './advisory.ts';

export const drafts: readonly AdvisorySpec[] = [
  // Ada's.
  {
    ghsaId: 'GHSA-j9qp-ccv8-27hq', cveId: 'CVE-2026-0672', summary: 'Header injection in http.cookies.Morsel', state: 'draft',
    report: 'cookies-control', age: 76, idle: 0.5, author: 'omar-reports', hasPrivateFork: true,
    severity: 'medium', cvssVector: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N', cweIds: ['CWE-93'],
    affected: '< 3.13.12', patched: '3.13.12', functions: ['http.cookies.Morsel.set', 'http.cookies.Morsel.__setitem__'],
    credits: [reporter('omar-reports'), coordinator('ada-triage'), credit('noel-fixes', 'remediation_developer')],
    collaboratingUsers: ['omar-reports', 'noel-fixes'],
    comments: [
      { by: 'ada-triage', ago: 70, body: 'Accepted. @noel-fixes, you know this module best: would you write the fix?' },
      { by: 'noel-fixes', ago: 68, body: 'Yes. I would refuse control characters in `set()`, in `__setitem__` and when a cookie is unpickled.' },
      { by: 'ada-triage', ago: 40, body: 'Agreed to count `comment` as affected although nobody uses it.', confidential: true },
      { by: 'omar-reports', ago: 0.5, body: 'The patch works for me on 3.13 and 3.14.' },
    ],
  },
  {
    ghsaId: 'GHSA-w7cw-7hcw-46x8', cveId: 'CVE-2026-3087', summary: 'shutil.unpack_archive() doesn\'t check for Windows absolute paths in ZIPs',
    state: 'draft', report: 'shutil-windows-drive', age: 83, idle: 20, author: 'lena-reports', hasPrivateFork: true,
    severity: 'medium', cvssVector: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
    affected: '< 3.13.14', credits: [reporter('lena-reports'), coordinator('ada-triage', 'declined')],
  },
  {
    ghsaId: 'GHSA-x5q3-m3mf-q5h5', cveId: 'CVE-2026-5713',
    summary: 'Out-of-bounds read/write during remote profiling when connecting to a malicious target', state: 'draft',
    report: 'remote-debugging', age: 84, idle: 3, author: 'kenji-reports', hasPrivateFork: true,
    severity: 'medium', cvssVector: 'CVSS:4.0/AV:L/AC:H/AT:P/PR:H/UI:A/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N', cweIds: ['CWE-125', 'CWE-787'],
    affected: '>= 3.14.0, < 3.14.5', credits: [reporter('kenji-reports'), coordinator('bruno-coord'), coordinator('ada-triage')],
    comments: [{ by: 'bruno-coord', ago: 3, body: 'I am away for two weeks, Ada carries on.' }],
  },
  {
    // Locked after somebody emptied the text by mistake.
    ghsaId: 'GHSA-6rw8-vg6p-6jcx', cveId: 'CVE-2026-1299', summary: 'email BytesGenerator header injection due to unquoted newlines',
    state: 'draft', report: 'email-bytes-newline', age: 45, idle: 7, author: 'omar-reports', hasPrivateFork: true, locked: true,
    severity: 'medium', cvssVector: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N', cweIds: ['CWE-93'],
    affected: '< 3.13.12', credits: [reporter('omar-reports'), coordinator('ada-triage'), credit('mira-fixes', 'remediation_reviewer', 'pending')],
    collaboratingUsers: ['omar-reports', 'mira-fixes'], collaboratingTeams: ['psrt', 'email-team'],
  },

  // Other people's.
  {
    ghsaId: 'GHSA-x354-7g9q-gc89', cveId: 'CVE-2026-3298',
    summary: 'Out-of-bounds write in Windows asyncio sock_recvfrom_into() when using nbytes', state: 'draft',
    report: 'overlapped-windows', age: 89, idle: 1, author: 'kenji-reports', hasPrivateFork: true,
    severity: 'high', cvssVector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:H/SC:N/SI:N/SA:N', cweIds: ['CWE-787'],
    affected: '< 3.14.5', credits: [reporter('kenji-reports'), coordinator('dana-coord'), credit('noel-fixes', 'remediation_developer')],
    collaboratingUsers: ['kenji-reports', 'noel-fixes'],
    comments: [{ by: 'dana-coord', ago: 1, body: 'Merged to main and 3.15 as gh-90429; the others wait for the release managers.' }],
  },
  {
    ghsaId: 'GHSA-vq64-4vr8-527v', cveId: 'CVE-2026-4519', summary: 'webbrowser.open() allows leading dashes in URLs', state: 'draft',
    report: 'webbrowser-dash', age: 91, idle: 1, author: 'lena-reports', hasPrivateFork: true,
    severity: 'high', cvssVector: 'CVSS:4.0/AV:L/AC:L/AT:P/PR:N/UI:A/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N', cweIds: ['CWE-88'],
    affected: '< 3.15.0', credits: [reporter('lena-reports'), coordinator('bruno-coord')],
  },
  {
    ghsaId: 'GHSA-v8f4-fcwp-vj6x', summary: 'Use after free in Element.remove()', state: 'draft',
    report: 'et-remove-uaf', age: 77, idle: 5, author: 'fuzz-fleet',
    severity: 'high', cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', cweIds: ['CWE-416'],
    affected: '<= 3.14.0', credits: [credit('fuzz-fleet', 'finder'), coordinator('chidi-coord')],
  },
  {
    // Begun by a maintainer: there was no report to accept.
    ghsaId: 'GHSA-7jpg-8g7v-g668', summary: 'venv activation scripts do not quote paths', state: 'draft',
    report: { text: 'Found while reading. `Lib/venv/` is not part of this tree, so nothing here can be looked up.\n' },
    age: 10, author: 'grace-admin', submissionAccepted: null,
  },
  {
    ghsaId: 'GHSA-c93q-3r87-7359', summary: '[CLOSED] Several small things in files with unusual names', state: 'draft',
    report: 'odd-places', age: 40, idle: 0.03, author: 'lena-reports', affected: '3.12.0', hasPrivateFork: true,
    credits: [reporter('lena-reports'), coordinator('freya-release')],
  },
  {
    ghsaId: 'GHSA-g2fw-5r26-7r5r', cveId: 'CVE-2026-8328', summary: 'ftpcp() does not use the actual peer address', state: 'draft',
    report: { text: 'The server tells the client where to connect, and `ftplib.ftpcp` believes it.\n' },
    age: 120, idle: 25, author: 'omar-reports', hasPrivateFork: true,
    severity: 'medium', cvssVector: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:A/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N', cweIds: ['CWE-918'],
    affected: '< 3.14.6', credits: [reporter('omar-reports'), coordinator('dana-coord')],
  },
];
