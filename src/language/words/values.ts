import type { CREDIT_TYPES, ECOSYSTEMS, SEVERITIES } from '../../advisory/document/document.ts';

/** What a credit of each type is for. */
export const CREDIT_WORDS: Readonly<Record<(typeof CREDIT_TYPES)[number], string>> = {
  analyst: 'Looked into the flaw and showed what it means.',
  finder: 'Found the flaw.',
  reporter: 'Told the project of the flaw.',
  coordinator: 'Coordinates the answer to the report. This is whom the advisory is assigned to.',
  remediation_developer: 'Wrote the fix.',
  remediation_reviewer: 'Reviewed the fix.',
  remediation_verifier: 'Tried out that the fix helps.',
  tool: 'The program by which the flaw was found.',
  sponsor: 'Paid for the work.',
  other: 'Helped in some other way.',
};

/** The name of the registry behind each of GitHub's ecosystems. */
export const ECOSYSTEM_WORDS: Readonly<Record<(typeof ECOSYSTEMS)[number], string>> = {
  rubygems: 'RubyGems, for Ruby',
  npm: 'npm, for JavaScript',
  pip: 'PyPI, for Python packages',
  maven: 'Maven, for Java and its relatives',
  nuget: 'NuGet, for .NET',
  composer: 'Packagist, for PHP',
  go: 'Go modules',
  rust: 'crates.io, for Rust',
  erlang: 'Hex, for Erlang and Elixir',
  actions: 'GitHub Actions',
  pub: 'pub.dev, for Dart and Flutter',
  other: 'Everything that no registry has: programs, operating systems, CPython itself',
  swift: 'Swift packages',
};

/** The scores behind the words (CVSS specification, qualitative rating scale). */
export const SEVERITY_WORDS: Readonly<Record<(typeof SEVERITIES)[number], string>> = {
  critical: 'As a score: 9.0 to 10.',
  high: 'As a score: 7.0 to 8.9.',
  medium: 'As a score: 4.0 to 6.9.',
  low: 'As a score: 0.1 to 3.9.',
};

/** A value of a table, for a word that may be anything. */
export function wordsOf(table: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
