/** Facts of published CPython vulnerabilities, from the CVE records of the PSF (CVEProject/cvelistV5); descriptions are our own. */
import type { Advisory, Credit } from '../../../src/advisory/model.ts';
import type { RecordExtras } from '../../../src/records/record.ts';
import { sample } from '../advisory/sample.ts';

/** What the published record says. */
export interface Published {
  readonly cve: string;
  readonly title: string;
  readonly description: string;
  readonly vector: string;
  readonly score: number;
  readonly severity: string;
  readonly cwes: readonly string[];
  readonly functions: readonly string[];
  readonly modules: readonly string[];
  /** From a version on, and before which one. */
  readonly versions: readonly (readonly [from: string, before: string])[];
  readonly issue: number;
  readonly pullRequest: string;
  readonly commits: readonly string[];
  readonly announcement: string;
}

export const published: readonly Published[] = [
  {
    cve: 'CVE-2026-3087',
    title: "shutil.unpack_archive() doesn't check for Windows absolute paths in ZIPs",
    description:
      '`shutil.unpack_archive()` does not look at absolute Windows paths when it unpacks a ZIP archive. On Windows a member named `C:\\evil.txt` is written there, and not below the folder that was asked for.\n\nOther systems are not affected, and neither are TAR archives.',
    vector: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
    score: 6.0,
    severity: 'MEDIUM',
    cwes: ['CWE-22'],
    functions: ['shutil.unpack_archive'],
    modules: ['shutil'],
    versions: [
      ['0', '3.13.14'],
      ['3.14.0a1', '3.14.5rc1'],
      ['3.15.0a1', '3.15.0b1'],
    ],
    issue: 146581,
    pullRequest: 'https://github.com/python/cpython/pull/146591',
    commits: [
      'ab5ef98af693bded74a738570e81ea70abef2840',
      'b01e594fbe754a960212f908d047294e880b52fd',
      'fc829e88753858c8ac669594bf0093f44948c0f4',
      '65b255416ae217bf0e22085be3c1976cea18bd8c',
      '8e13025747e1ca72e86d1f35637123f9c306f0cb',
      '8ee6aff14054b37b53e47194a2fa313e98163c94',
      'ba0aca3bffce431fe2fbd53ca4cd6a717a2e2c19',
      'a6650a2cdf0c49fb8ce0c982903aa2aa274beefe',
      '7ef7dd0a74f47facd1fadcbc77f8fb03beb5eb4d',
      '1071290169f85c09cf767c1099564a9426cdc7e8',
    ],
    announcement: 'https://mail.python.org/archives/list/security-announce@python.org/thread/X6FXE5C6KDKOVNX3EC3DWD5RUPFWOZA4/',
  },
  {
    cve: 'CVE-2025-8194',
    title: 'Tarfile infinite loop during parsing with negative member offset',
    description:
      'A TAR archive whose member has a negative offset makes `tarfile` read the same place again and again without end.\n\nUntil a fixed version is installed, refuse such members:\n\n```python\nimport tarfile\n\ntarfile.TarInfo._block = checked_block\n```',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
    score: 7.5,
    severity: 'HIGH',
    cwes: ['CWE-835'],
    functions: ['tarfile.TarInfo._block', 'tarfile.open'],
    modules: ['tarfile'],
    versions: [
      ['0', '3.9.24'],
      ['3.10.0', '3.10.19'],
      ['3.11.0', '3.11.14'],
      ['3.12.0', '3.12.12'],
      ['3.13.0', '3.13.6'],
      ['3.14.0a1', '3.14.0rc2'],
    ],
    issue: 130577,
    pullRequest: 'https://github.com/python/cpython/pull/137027',
    commits: [
      '7040aa54f14676938970e10c5f74ea93cd56aa38',
      'cdae923ffe187d6ef916c0f665a31249619193fe',
      'c9d9f78feb1467e73fd29356c040bde1c104f29f',
      'fbc2a0ca9ac8aff6887f8ddf79b87b4510277227',
      '57f5981d6260ed21266e0c26951b8564cc252bc2',
      '73f03e4808206f71eb6b92c579505a220942ef19',
      'b4ec17488eedec36d3c05fec127df71c0071f6cb',
    ],
    announcement: 'https://mail.python.org/archives/list/security-announce@python.org/thread/ZULLF3IZ726XP5EY7XJ7YIN3K5MDYR2D/',
  },
  {
    cve: 'CVE-2025-13836',
    title: 'Excessive read buffering DoS in http.client',
    description:
      'When no amount is asked for, `http.client` reads as many bytes as the server says in `Content-Length`, and reserves the memory at once. A malicious server can use up the memory of a client.',
    vector: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:L',
    score: 6.3,
    severity: 'MEDIUM',
    cwes: [],
    functions: ['http.client.HTTPResponse.read', 'http.client.HTTPResponse._safe_read'],
    modules: ['http.client'],
    versions: [
      ['0', '3.13.11'],
      ['3.14.0', '3.14.1'],
      ['3.15.0a1', '3.15.0a3'],
    ],
    issue: 119451,
    pullRequest: 'https://github.com/python/cpython/pull/119454',
    commits: [
      '4ce27904b597c77d74dd93f2c912676021a99155',
      '5a4c4a033a4a54481be6870aa1896fad732555b5',
      '289f29b0fe38baf2d7cb5854f4bb573cc34a6a15',
    ],
    announcement: 'https://mail.python.org/archives/list/security-announce@python.org/thread/OQ6G7MKRQIS3OAREC3HNG3D2DPOU34XO/',
  },
  {
    cve: 'CVE-2025-4517',
    title: 'Arbitrary writes via tarfile realpath overflow',
    description:
      'With `filter="data"`, files can be written outside the folder of extraction, because a path that becomes too long is not resolved to its end.',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:L',
    score: 9.4,
    severity: 'CRITICAL',
    cwes: ['CWE-22'],
    functions: ['tarfile.TarFile.extractall', 'tarfile.TarFile.extract'],
    modules: ['tarfile'],
    versions: [['0', '3.14.0b2']],
    issue: 135034,
    pullRequest: 'https://github.com/python/cpython/pull/135037',
    commits: [
      '3612d8f51741b11f36f8fb0494d79086bac9390a',
      '9e0ac76d96cf80b49055f6d6b9a6763fb9215c2a',
      '19de092debb3d7e832e5672cc2f7b788d35951da',
      'aa9eb5f757ceff461e6e996f12c89e5d9b583b01',
      '28463dba112af719df1e8b0391c46787ad756dd9',
      '4633f3f497b1ff70e4a35b6fe2c907cbe2d4cb2e',
    ],
    announcement: 'https://mail.python.org/archives/list/security-announce@python.org/thread/MAXIJJCUUMCL7ATZNDVEGGHUMQMUUKLG/',
  },
  {
    cve: 'CVE-2025-4516',
    title: 'Use-after-free in "unicode_escape" decoder with error handler',
    description:
      'The `unicode_escape` decoder can read memory that was freed already when it is used with an error handler that goes on after an error.',
    vector: 'CVSS:4.0/AV:L/AC:H/AT:P/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N',
    score: 5.9,
    severity: 'MEDIUM',
    cwes: ['CWE-416'],
    functions: ['PyUnicode_DecodeUnicodeEscape'],
    modules: [],
    versions: [['0', '3.14.0b1']],
    issue: 133767,
    pullRequest: 'https://github.com/python/cpython/pull/129648',
    commits: ['69b4387f78f413e8c47572a85b3478c47eba8142', '9f69a58623bd01349a18ba0c7a9cb1dad6a51e8e'],
    announcement: 'https://mail.python.org/archives/list/security-announce@python.org/thread/L75IPBBTSCYEF56I2M4KIW353BB3AY74/',
  },
  {
    cve: 'CVE-2024-12254',
    title: 'Unbounded memory buffering in SelectorSocketTransport.writelines()',
    description:
      'From Python 3.12.0 on, `writelines()` of a socket transport does not pause a protocol whose buffer is full. A peer that does not read makes the buffer grow until memory runs out.\n\nOnly macOS and Linux are affected.',
    vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N',
    score: 8.7,
    severity: 'HIGH',
    cwes: ['CWE-400', 'CWE-770'],
    functions: ['asyncio.selector_events._SelectorSocketTransport.writelines'],
    modules: ['asyncio'],
    versions: [['3.12.0', '3.14.0a1']],
    issue: 127655,
    pullRequest: 'https://github.com/python/cpython/pull/127656',
    commits: [
      '71e8429ac8e2adc10084ab5ec29a62f4b6671a82',
      '9aa0deb2eef2655a1029ba228527b152353135b5',
      'e991ac8f2037d78140e417cc9a9486223eb3e786',
    ],
    announcement: 'https://mail.python.org/archives/list/security-announce@python.org/thread/H4O3UBAOAQQXGT4RE3E4XQYR5XLROORB/',
  },
  {
    cve: 'CVE-2026-4519',
    title: 'webbrowser.open() allows leading dashes in URLs',
    description:
      '`webbrowser.open()` hands an address that begins with a dash to some browsers, which take it for an option of their command line.',
    vector: 'CVSS:4.0/AV:L/AC:L/AT:P/PR:N/UI:A/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
    score: 7.0,
    severity: 'HIGH',
    cwes: [],
    functions: ['webbrowser.open'],
    modules: ['webbrowser'],
    versions: [['0', '3.15.0']],
    issue: 143930,
    pullRequest: 'https://github.com/python/cpython/pull/143931',
    commits: [
      '43fe06b96f6a6cf5cfd5bdab20b8649374956866',
      '82a24a4442312bdcfc4c799885e8b3e00990f02b',
      '9669a912a0e329c094e992204d6bdb8787024d76',
      'ad4d5ba32af4d80b0dfa2ba9d8203bfb219e60a5',
      'ceac1efc66516ac387eef2c9a0ce671895b44f03',
    ],
    announcement: 'https://mail.python.org/archives/list/security-announce@python.org/thread/AY5NDSS433JK56Q7Q5IS7B37QFZVVOUS/',
  },
  {
    cve: 'CVE-2026-1299',
    title: 'email BytesGenerator header injection due to unquoted newlines',
    description:
      '`BytesGenerator` does not quote line ends in headers, so that a message can be given headers that its author did not write.',
    vector: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N',
    score: 6.0,
    severity: 'MEDIUM',
    cwes: ['CWE-93'],
    functions: ['email.generator.BytesGenerator.flatten'],
    modules: ['email'],
    versions: [
      ['0', '3.13.12'],
      ['3.14.0', '3.14.3'],
      ['3.15.0a1', '3.15.0a6'],
    ],
    issue: 144125,
    pullRequest: 'https://github.com/python/cpython/pull/144126',
    commits: [
      '052e55e7d44718fe46cbba0ca995cb8fcc359413',
      '0a925ab591c45d6638f37b5e57796f36fa0e56d8',
      '7877fe424415bc4a13045e62a90a7277413d8cb9',
      '842ce19a0c0b58d61591e8f6a708c38db1fb94e4',
      '8cdf6204f4ae821f32993f8fc6bad0d318f95f36',
    ],
    announcement: 'https://mail.python.org/archives/list/security-announce@python.org/thread/6ZZULGALJTITEAGEXLDJE2C6FORDXPBT/',
  },
  {
    cve: 'CVE-2026-0672',
    title: 'Header injection in http.cookies.Morsel',
    description:
      '`http.cookies.Morsel` takes control characters in its values, so that a value can add a header to the answer of a server.',
    vector: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N',
    score: 6.0,
    severity: 'MEDIUM',
    cwes: ['CWE-93'],
    functions: ['http.cookies.Morsel', 'http.cookies.Morsel.update'],
    modules: ['http.cookies'],
    versions: [
      ['0', '3.13.12'],
      ['3.14.0', '3.14.3'],
      ['3.15.0a1', '3.15.0a6'],
    ],
    issue: 143919,
    pullRequest: 'https://github.com/python/cpython/pull/143920',
    commits: [
      '95746b3a13a985787ef53b977129041971ed7f70',
      '712452e6f1d4b9f7f8c4c92ebfcaac1705faa440',
      '62700107418eb2cca3fc88da036a243ea975f172',
      '7852d72b653fea0199acf5fc2a84f6f8b84eba8d',
      '918387e4912d12ffc166c8f2a38df92b6ec756ca',
      'b1869ff648bbee0717221d09e6deff46617f3e85',
    ],
    announcement: 'https://mail.python.org/archives/list/security-announce@python.org/thread/6VFLQQEIX673KXKFUZXCUNE5AZOGZ45M/',
  },
];

/** The advisory as the team held it before the announcement, with invented people. */
export function advisoryOf(facts: Published, changes: Partial<Advisory> = {}): Advisory {
  const cvss = { vector: facts.vector, score: facts.score };
  const credits: readonly Credit[] = [
    { login: 'rita', type: 'reporter', state: 'accepted' },
    { login: 'cole', type: 'coordinator', state: 'accepted' },
    { login: 'pending-paula', type: 'remediation_reviewer', state: 'pending' },
    { login: 'declining-dan', type: 'remediation_developer', state: 'declined' },
  ];
  return sample({
    cveId: facts.cve,
    title: facts.title,
    description: facts.description,
    state: 'draft',
    submissionAccepted: true,
    severity: facts.severity.toLowerCase(),
    cvss3: facts.vector.startsWith('CVSS:3') ? cvss : null,
    cvss4: facts.vector.startsWith('CVSS:4') ? cvss : null,
    cwes: facts.cwes.map((id) => ({ id, name: null })),
    vulnerabilities: facts.versions.map(([from, before]) => ({
      ecosystem: 'other',
      name: 'cpython',
      range: from === '0' ? `< ${before}` : `>= ${from}, < ${before}`,
      patched: before,
      functions: facts.functions,
    })),
    credits,
    privateFork: { fullName: 'python/cpython-ghsa-2222-3333-4444', htmlUrl: null },
    ...changes,
  });
}

/** What the writer was told on the day of the announcement. */
export function extrasOf({ issue, pullRequest, commits, announcement }: Published): RecordExtras {
  return {
    issue,
    pullRequests: [pullRequest],
    commits: commits.map((sha) => ({ branch: null, sha })),
    announcement,
    announced: true,
    nonce: 'aB3dQ1',
  };
}
