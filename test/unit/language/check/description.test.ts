import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { FindingCode } from '../../../../src/language/finding.ts';
import { github, sample } from '../../advisory/sample.ts';
import { findingsIn, fixed, marked, written } from './sample.ts';

const FRONT = 'title: a\nid: GHSA-2222-3333-4444\nrepository: python/cpython\nstate: draft\nreporter: rita';

/** What is marked in a description by findings of one code. */
function found(code: FindingCode, body: string, front = FRONT): readonly string[] {
  return marked(written(front, body), [code]).map((line) => JSON.parse(line.slice(line.indexOf('"'))) as string);
}

const A36 = 'aBcD0123456789aBcD0123456789aBcD0123';

describe('secrets in a text', () => {
  const secrets: readonly (readonly [string, string])[] = [
    [`ghp_${A36}`, 'a GitHub token'],
    [`gho_${A36}`, 'a GitHub token'],
    [`github_pat_11ABCDEFG0${A36}_${A36}`, 'a GitHub token'],
    ['glpat-aBcD0123456789aBcD01', 'a GitLab token'],
    ['AKIAQWERTYUIOPASDFGH', 'an AWS access key'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----', 'a private key'],
    ['-----BEGIN PGP PRIVATE KEY BLOCK-----', 'a private key'],
    ['-----BEGIN PRIVATE KEY-----', 'a private key'],
    [`eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJyaXRhIn0.${A36}`, 'a JSON web token'],
    ['xoxb-1234567890-abcdefghij', 'a Slack token'],
    ['hooks.slack.com/services/T0123/B0123/abcdefghijkl', 'a Slack web hook'],
    ['discord.com/api/webhooks/1234567890/abcdefghijklmnopqrstuvwxyz', 'a Discord web hook'],
    [`pypi-AgEIcHlwaS5vcmc${A36}`, 'a PyPI token'],
    [`npm_${A36}`, 'an npm token'],
    [`AIza${A36.slice(1)}`, 'a Google key'],
    [`sk-ant-${A36}`, 'an OpenAI or Anthropic key'],
    [`sk_live_${A36}`, 'a Stripe key'],
    ['https://dora:hunter22@', 'a password in an address'],
  ];
  for (const [secret, what] of secrets)
    it(`are seen: ${what}, ${secret.slice(0, 14)}…`, () => {
      for (const body of [`See ${secret}mailbox.org now`, `\`${secret}\``, `    code\n\n    ${secret}`, `(${secret})`]) {
        // Only an address goes on with its host.
        const text =
          what === 'a password in an address' ? body.replace(secret, `${secret}mailbox.org`) : body.replace('mailbox.org', '');
        const findings = findingsIn(written(FRONT, text)).filter(({ code }) => code === 'token');
        assert.equal(findings.length, 1, text);
        assert.equal(findings[0]?.severity, 'error');
        assert.ok(findings[0].message.includes(what));
      }
    });

  it('are never quoted', () => {
    for (const [secret] of secrets)
      for (const { message } of findingsIn(written(`title: "see ${secret}"`, `Look: ${secret}mailbox.org`)))
        for (let at = 0; at + 12 <= secret.length; at++)
          assert.ok(!message.includes(secret.slice(at, at + 12)) || /PRIVATE KEY|slack\.com|discord\.com/.test(secret), message);
  });

  it('are seen in a title, too, and in any state', () => {
    assert.deepEqual(marked(written(`title: "see ghp_${A36}"\nstate: draft`), ['token']), [`error token "ghp_${A36}"`]);
  });

  for (const body of [
    'ghp_short',
    `xghp_${A36}`,
    'AKIAIOSFODNN7EXAMPLE',
    'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'https://user:password@mailbox.org/',
    'https://host.org:8080/a@b',
    'ftp://a:b',
    '-----BEGIN PUBLIC KEY-----',
    '-----BEGIN CERTIFICATE-----',
    'eyJhbGciOiJIUzI1NiJ9',
    'AKIAQWERTYUIOPASDFGHJ',
  ])
    it(`are not ${body}`, () => assert.deepEqual(found('token', body), []));
});

describe('e-mail addresses', () => {
  for (const [body, addresses] of [
    ['Write to dora@mailbox.org.', ['dora@mailbox.org']],
    ['<dora.o-hara+x@mail.box.org>', ['dora.o-hara+x@mail.box.org']],
    ['mailto:dora@mailbox.org', ['dora@mailbox.org']],
    ['a@mailbox.org,b@mailbox.org', ['a@mailbox.org', 'b@mailbox.org']],
    ['Reported-by: Dora <dora@mailbox.museum>', ['dora@mailbox.museum']],
    ['user@example.com, root@localhost, a@b.test, x@sub.example.org', []],
    ['git clone git@github.com:python/cpython.git', []],
    ['ssh://git@github.com/python/cpython', []],
    ['https://dora@mailbox.org/x', []],
    ['a @ b.org, @dora, matrix @dora:mailbox.org', []],
    ['x = a@b', []],
    ['python@3.12.1', []],
  ] as const)
    it(`are ${addresses.length === 0 ? 'none' : addresses.join(' and ')} in ${JSON.stringify(body)}`, () =>
      assert.deepEqual(found('email-address', body), addresses));

  it('are of less weight in code, where they may be an example', () => {
    assert.deepEqual(marked(written(FRONT, 'dora@mailbox.org and `erin@mailbox.org`'), ['email-address']), [
      'warning email-address "dora@mailbox.org"',
      'information email-address "erin@mailbox.org"',
    ]);
  });

  it('are internal where the process says so', () => {
    const process = { ...github, writing: { internal: ['team@mailbox.org', 'inner.org', 'wiki.org/team'] } };
    const body =
      'team@mailbox.org dora@mailbox.org dora@a.inner.org https://inner.org/x https://a.inner.org https://ainner.org https://wiki.org/team/x https://wiki.org/teams http://www.wiki.org/team';
    assert.deepEqual(marked(written('title: a', body), ['internal-address', 'email-address'], { process }), [
      'warning internal-address "team@mailbox.org"',
      'warning email-address "dora@mailbox.org"',
      'warning internal-address "dora@a.inner.org"',
      'warning internal-address "https://inner.org/x"',
      'warning internal-address "https://a.inner.org"',
      'warning internal-address "https://wiki.org/team/x"',
      'warning internal-address "http://www.wiki.org/team"',
    ]);
  });
});

describe('links that lead nowhere for outsiders', () => {
  const fork = 'python/cpython-ghsa-2222-3333-4444';
  it('are private forks, however they are written', () => {
    assert.deepEqual(
      found(
        'private-fork-link',
        `git clone git@github.com:${fork}.git\n[x](https://github.com/${fork}/pull/1), ${fork.toUpperCase()}`,
      ),
      [`git@github.com:${fork}.git`, `https://github.com/${fork}/pull/1`, fork.toUpperCase()],
    );
    assert.deepEqual(
      found('private-fork-link', 'cpython-ghsa-2222-3333-444, ghsa-2222-3333-4444, cpython-ghsa-1111-3333-4444'),
      [],
    );
  });

  it('are advisories of a repository that never publishes any, and the own one', () => {
    const link = (id: string, repository = 'python/cpython') => `https://github.com/${repository}/security/advisories/${id}`;
    assert.deepEqual(
      found(
        'private-advisory-link',
        `GHSA-2222-3333-4444 ${link('GHSA-5555-6666-7777')} ${link('GHSA-5555-6666-7777', 'pypa/pip')} GHSA-5555-6666-7777 https://github.com/python/cpython/security/advisories/new`,
      ),
      ['GHSA-2222-3333-4444', link('GHSA-5555-6666-7777')],
    );
  });

  it('are only the own one where advisories are published, and then only as a link', () => {
    const body =
      'GHSA-2222-3333-4444 https://github.com/a/b/security/advisories/GHSA-2222-3333-4444 https://github.com/a/b/security/advisories/GHSA-5555-6666-7777';
    assert.deepEqual(
      marked(written(FRONT.replace('python/cpython', 'a/b'), body), ['private-advisory-link'], { process: github }),
      ['information private-advisory-link "https://github.com/a/b/security/advisories/GHSA-2222-3333-4444"'],
    );
  });

  it('are attachments', () => {
    const there = [
      'https://github.com/user-attachments/assets/0a1b-2c',
      'https://github.com/user-attachments/files/1/a.zip',
      'https://github.com/a/b/files/12/x.txt',
      'https://github.com/a/b/assets/12/0a1b',
      'https://user-images.githubusercontent.com/1/2.png',
      'https://private-user-images.githubusercontent.com/1/2.png?jwt=x',
    ];
    assert.deepEqual(found('attachment-link', there.join('\n')), there);
    assert.deepEqual(
      found('attachment-link', 'https://github.com/a/b/blob/main/files/12.txt https://github.com/a/b/tree/assets/1'),
      [],
    );
  });
});

describe('people in a description', () => {
  const code = 'person-named';
  it('are mentions that are no code, address or scope', () => {
    assert.deepEqual(
      found(
        code,
        '@dora, (@erin) and @frank-x. `@property` @app.route a@b.org @types/node https://a.org/@gina @\n\n    @staticmethod\n\n```\n@x\n```\n',
      ),
      ['@dora', '@erin', '@frank-x'],
    );
  });

  it('may be named when they are credited and have not declined', () => {
    const front = `${FRONT}\ncredits:\n  - {login: Dora, type: finder}\n  - {login: erin, type: finder, state: declined}`;
    assert.deepEqual(found(code, '@dora @erin', front), ['@erin']);
    const held = sample({ credits: [{ login: 'dora', type: 'finder', state: 'declined' }] });
    assert.deepEqual(marked(written(front, '@dora'), [code], { held: { ...held, state: 'draft' } }), [
      'information person-named "@dora"',
    ]);
  });

  it('are the reporter by name, as a whole word outside code', () => {
    assert.deepEqual(found(code, 'Rita found it, ritas, a-rita, `rita`, rita.py, /home/rita, rita.'), ['Rita', 'rita']);
    assert.deepEqual(found(code, 'rita', `${FRONT}\ncredits: [{login: rita, type: reporter}]`), []);
    assert.deepEqual(found(code, 'CPython is affected', FRONT.replace('rita', 'cpython')), []);
  });

  it('weigh more when they certainly exist', () => {
    assert.deepEqual(marked(written(FRONT, '@dora @erin'), [code], { people: ['Dora'] }), [
      'warning person-named "@dora"',
      'information person-named "@erin"',
    ]);
  });
});

describe('what a template left', () => {
  it('is what waits in braces, and words that say so', () => {
    assert.deepEqual(
      found(
        'placeholder',
        '{What is wrong, in one sentence.}\n({cve}) TODO FIXME TBD CVE-YYYY-NNNN gh-NNNNN GHSA-xxxx-xxxx-xxxx',
      ),
      ['{What is wrong, in one sentence.}', '{cve}', 'TODO', 'FIXME', 'TBD', 'CVE-YYYY-NNNN', 'gh-NNNNN', 'GHSA-xxxx-xxxx-xxxx'],
    );
    assert.deepEqual(
      found('placeholder', '`{x}` ${HOME} \\frac{a}{b} f{x} {1} {} {"a": 1} todo TODOS a/{id}/b\n\n    {code}\n'),
      [],
    );
  });

  it('is a question in italics that is nobody’s answer', () => {
    assert.deepEqual(found('placeholder', '_What is it about?_\n\nWas it _really_ so?\n'), ['_What is it about?_']);
  });

  it('is a comment, with its line', () => {
    const text = written(FRONT, '<!-- say\nmore -->\n\nIt leaks. <!-- why? -->\n\n`<!-- code -->`');
    assert.deepEqual(found('template-comment', '<!-- say\nmore -->\n\nIt leaks. <!-- why? -->\n\n`<!-- code -->`'), [
      '<!-- say\nmore -->',
      '<!-- why? -->',
    ]);
    assert.deepEqual(
      fixed(text, 'template-comment').map((one) => one.text),
      [text.replace('<!-- say\nmore -->\n\n', ''), text.replace('<!-- why? -->', '')],
    );
  });
});

describe('sections that a process asks for', () => {
  const process = { ...github, writing: { sections: [{ title: 'Impact', words: 'What.', also: ['Summary'] }] } };
  const missing = (body: string) => marked(written('title: a', body), ['section-missing'], { process }).length;
  it('are there by any form of heading, and by any of their names', () => {
    for (const body of [
      '# Impact',
      'x\n\n### impact:\n',
      'Impact\n======',
      'Summary\n---',
      '**Impact**',
      '__Impact__',
      '## **Impact** ##',
      '  ## Impact  ',
    ])
      assert.equal(missing(body), 0, body);
    for (const body of ['Impact', '`# Impact`', '    # Impact', '```\n# Impact\n```', '#Impact', '> ## Other', '# Impacts'])
      assert.equal(missing(body), 1, body);
  });

  it('are added below, on lines of their own, whatever the line ends are', () => {
    const after = (text: string) => fixed(text, 'section-missing', { process }).map((one) => one.text);
    assert.deepEqual(after('---\ntitle: a\n---\n\nIt leaks.\n'), ['---\ntitle: a\n---\n\nIt leaks.\n\n### Impact\n\n{What.}\n']);
    assert.deepEqual(after('---\ntitle: a\n---\n\n\n'), ['---\ntitle: a\n---\n\n### Impact\n\n{What.}\n']);
    assert.deepEqual(after('---\ntitle: a\n---\n'), ['---\ntitle: a\n---\n\n### Impact\n\n{What.}']);
    assert.deepEqual(after('---\ntitle: a\n---'), ['---\ntitle: a\n---\n\n### Impact\n\n{What.}']);
    assert.deepEqual(after('---\r\ntitle: a\r\n---\r\n\r\nx\r\n'), [
      '---\r\ntitle: a\r\n---\r\n\r\nx\r\n\r\n### Impact\r\n\r\n{What.}\r\n',
    ]);
    assert.deepEqual(after('---\ntitle: a\n---\n\n```\ncode\n'), []);
  });
});

describe('a description', () => {
  const everything = `@dora dora@mailbox.org TODO <!-- --> {x} https://slack.com/x https://github.com/python/cpython-ghsa-2222-3333-4444 ghp_${A36}`;
  for (const state of ['triage', 'closed', 'published', 'withdrawn'])
    it(`is not looked at in the state ${state}: it is the reporter’s, or history`, () => {
      const text = written(`title: a\nid: GHSA-2222-3333-4444\nstate: ${state}\nreporter: rita`, everything);
      const codes = findingsIn(text)
        .filter(({ start }) => start > text.indexOf('@dora') - 1)
        .map(({ code }) => code);
      assert.deepEqual(codes, []);
    });

  it('is looked at in a draft that GitHub does not hold yet', () => {
    assert.equal(new Set(findingsIn(written('title: a', everything)).map(({ code }) => code)).size, 8);
  });
});
