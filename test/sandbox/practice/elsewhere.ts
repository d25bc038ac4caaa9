/** Advisories of the other two repositories. */
import { coordinator, credit, reporter, type AdvisorySpec } from './advisory.ts';

export const elsewhere: readonly AdvisorySpec[] = [
  {
    repository: 'pip', ghsaId: 'GHSA-v837-6rc8-3fjc', summary: 'pip follows links in source distributions', state: 'triage',
    report: 'pip-links', age: 4, author: 'kenji-reports', affected: '<= 25.2', credits: [reporter('kenji-reports')],
  },
  {
    repository: 'pip', ghsaId: 'GHSA-q63r-j39g-qrvr', summary: 'Prefix of a folder is taken for the folder', state: 'draft',
    report: { text: '`is_within_directory` in src/pip/_internal/utils/unpacking.py compared the beginnings of two paths, so `/tmp/out-evil` counted as inside `/tmp/out`. pip 24.0.\n' },
    age: 30, idle: 6, author: 'lena-reports', affected: '<= 24.0', patched: '25.2', hasPrivateFork: true,
    severity: 'medium', cvssVector: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N', cweIds: ['CWE-22'],
    credits: [reporter('lena-reports'), coordinator('ada-triage')],
  },
  {
    repository: 'pip', ghsaId: 'GHSA-c423-mwpq-w67x', cveId: 'CVE-2025-8869',
    summary: 'Fallback tar extraction does not check where symbolic links point', state: 'published',
    report: 'pip-links', age: 160, published: 110, author: 'kenji-reports', severity: 'medium', cweIds: ['CWE-59'],
    affected: '<= 25.2', patched: '25.3', credits: [reporter('kenji-reports'), coordinator('dana-coord'), credit('mira-fixes', 'remediation_developer')],
  },
  {
    repository: 'pip', ghsaId: 'GHSA-3f84-wq5x-rcw6', summary: 'Index page can name a file of another project', state: 'withdrawn',
    report: { text: 'Works as documented; published too early and taken back.\n' },
    age: 400, published: 390, withdrawn: 388, author: null, severity: 'low', affected: '<= 24.0', credits: [],
  },
  {
    repository: 'release-tools', ghsaId: 'GHSA-2gmx-5vqg-x4fv', summary: 'File names reach a shell', state: 'triage',
    report: 'release-shell', age: 1, author: 'omar-reports', collaboratingTeams: [],
  },
  {
    repository: 'release-tools', ghsaId: 'GHSA-hxvg-3rjw-682h', summary: '[COMPLETED] File names reach a shell (cosign)', state: 'closed',
    report: 'release-shell', age: 100, closed: 90, author: 'lena-reports', severity: 'low', cweIds: ['CWE-78'],
    affected: '*', credits: [reporter('lena-reports'), coordinator('dana-coord')],
  },
];
