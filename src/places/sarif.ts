import type { RepositoryName } from '../advisory/model.ts';
import type { ReportPlaces } from './report.ts';

/** As much of a SARIF 2.1.0 log (OASIS standard) as places need. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly unknown[];
}

/**
 * Places as a SARIF log, for tools that show findings in code. Of the report nothing goes along but where it points:
 * no title, no sentence, no quoted text.
 * @param repository whose code it is
 */
export function toSarif({ affected, places }: ReportPlaces, repository: RepositoryName): SarifLog {
  const results = places.flatMap(({ found, resolution }) => {
    if (!('resolved' in resolution)) return [];
    const { path, line, endLine, symbol, certainty, revisionName } = resolution.resolved;
    return [
      {
        ruleId: found.kind,
        level: 'note',
        message: { text: `A ${KINDS[found.kind]} in the report leads here (${certainty}), at ${revisionName}.` },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' },
              ...(line === null ? {} : { region: { startLine: line, ...(endLine === null ? {} : { endLine }) } }),
            },
            ...(symbol === null ? {} : { logicalLocations: [{ fullyQualifiedName: symbol }] }),
          },
        ],
      },
    ];
  });
  const [primary] = affected;
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Advisory Triage',
            rules: Object.entries(KINDS).map(([id, words]) => ({ id, shortDescription: { text: `A ${words} in a report` } })),
          },
        },
        ...(primary
          ? { versionControlProvenance: [{ repositoryUri: `https://github.com/${repository}`, revisionId: primary.revision }] }
          : {}),
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
        results,
      },
    ],
  };
}

const KINDS = {
  traceback: 'Python frame',
  cframe: 'native frame',
  permalink: 'link',
  path: 'path',
  symbol: 'Python name',
  csymbol: 'C name',
  diff: 'change',
  quote: 'quotation of source',
} as const;
