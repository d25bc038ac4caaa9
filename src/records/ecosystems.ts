/** What the record formats call GitHub's ecosystems, and where packages of theirs are kept. */
export interface Ecosystem {
  /** In OSV (https://ossf.github.io/osv-schema/#affectedpackage-field). */
  readonly osv: string;
  /** The collection in a CVE record (`collectionURL`). */
  readonly collection: string;
  /** `versionType` in a CVE record. */
  readonly versionType: string;
  /** The type in a package URL (https://github.com/package-url/purl-spec). */
  readonly purl: string;
  /** Versioning scheme of a `vers:` range (https://github.com/package-url/vers-spec). */
  readonly vers: string;
}

const ECOSYSTEMS: ReadonlyMap<string, Ecosystem> = new Map(
  Object.entries({
    actions: {
      osv: 'GitHub Actions',
      collection: 'https://github.com',
      versionType: 'semver',
      purl: 'githubactions',
      vers: 'github',
    },
    composer: {
      osv: 'Packagist',
      collection: 'https://packagist.org',
      versionType: 'custom',
      purl: 'composer',
      vers: 'composer',
    },
    erlang: { osv: 'Hex', collection: 'https://repo.hex.pm', versionType: 'semver', purl: 'hex', vers: 'hex' },
    go: { osv: 'Go', collection: 'https://pkg.go.dev', versionType: 'semver', purl: 'golang', vers: 'golang' },
    maven: {
      osv: 'Maven',
      collection: 'https://repo.maven.apache.org/maven2',
      versionType: 'maven',
      purl: 'maven',
      vers: 'maven',
    },
    npm: { osv: 'npm', collection: 'https://registry.npmjs.org', versionType: 'semver', purl: 'npm', vers: 'npm' },
    nuget: { osv: 'NuGet', collection: 'https://nuget.org/packages', versionType: 'custom', purl: 'nuget', vers: 'nuget' },
    pip: { osv: 'PyPI', collection: 'https://pypi.org', versionType: 'python', purl: 'pypi', vers: 'pypi' },
    pub: { osv: 'Pub', collection: 'https://pub.dev', versionType: 'semver', purl: 'pub', vers: 'pub' },
    rubygems: { osv: 'RubyGems', collection: 'https://rubygems.org', versionType: 'custom', purl: 'gem', vers: 'gem' },
    rust: { osv: 'crates.io', collection: 'https://crates.io', versionType: 'semver', purl: 'cargo', vers: 'cargo' },
    swift: { osv: 'SwiftURL', collection: 'https://swiftpackageindex.com', versionType: 'semver', purl: 'swift', vers: 'swift' },
  }),
);

/** What the formats know of an ecosystem; undefined for `other` and for one that GitHub has added since. */
export function ecosystemOf(name: string | null): Ecosystem | undefined {
  return ECOSYSTEMS.get(name ?? '');
}

const PART = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/**
 * The package URL of a package without a version; undefined where its name is not made of ordinary parts, or where the
 * type wants something else than a name (a Swift package is named by its address).
 */
export function purlOf(ecosystem: Ecosystem, name: string): string | undefined {
  if (ecosystem.purl === 'swift' || ecosystem.purl === 'githubactions') return undefined;
  const scope = ecosystem.purl === 'npm' && name.startsWith('@') ? '%40' : '';
  const path = ecosystem.purl === 'maven' ? name.replace(':', '/') : name.slice(scope === '' ? 0 : 1);
  const parts = path.split('/');
  const least = ecosystem.purl === 'maven' || ecosystem.purl === 'composer' || scope !== '' ? 2 : 1;
  const most = ecosystem.purl === 'golang' ? 20 : least;
  const isOrdinary =
    parts.length >= least && parts.length <= most && parts.every((part) => part.length <= 200 && PART.test(part));
  if (!isOrdinary) return undefined;
  // Names on PyPI are compared without case and without regard to which mark is between words.
  return `pkg:${ecosystem.purl}/${scope}${ecosystem.purl === 'pypi' ? path.toLowerCase().replace(/[._-]+/g, '-') : path}`;
}
