import { group, modified } from './build.ts';
import type { MetricRow } from './build.ts';
import type { Metric } from './metrics.ts';

/** CVSS 3.0 and 3.1 (FIRST, specification documents, sections 2 to 4). Ids, names and order are FIRST's, sentences are ours. */

const EXPLOITABILITY = group('Exploitability', 'mandatory', [
  [
    'AV',
    'Attack Vector',
    'How close to the vulnerable component an attacker has to be.',
    [
      ['N', 'Network', 'The attack can come from another network, such as the internet.'],
      ['A', 'Adjacent', 'The attack has to come from the same link or local network, such as Bluetooth, Wi-Fi or one subnet.'],
      ['L', 'Local', 'The attacker acts on the machine itself, or gets somebody there to open or run something.'],
      ['P', 'Physical', 'The attacker has to touch the device or plug something into it.'],
    ],
  ],
  [
    'AC',
    'Attack Complexity',
    'Whether the attack depends on conditions that the attacker does not control.',
    [
      ['L', 'Low', 'The attack needs no special conditions and works every time.'],
      ['H', 'High', 'The attacker first has to win a race, learn secrets, get on the network path or otherwise prepare.'],
    ],
  ],
  [
    'PR',
    'Privileges Required',
    'Which rights the attacker has before the attack.',
    [
      ['N', 'None', 'No account or right is needed.'],
      ['L', 'Low', 'An ordinary account is needed, which reaches its own things or nothing sensitive.'],
      ['H', 'High', 'Rights over the whole component are needed, such as those of an administrator.'],
    ],
  ],
  [
    'UI',
    'User Interaction',
    'Whether a person other than the attacker has to take part.',
    [
      ['N', 'None', 'Nobody else has to do anything.'],
      ['R', 'Required', 'Somebody has to do something first, such as open a file.'],
    ],
  ],
]);

const SCOPE = group('Scope', 'mandatory', [
  [
    'S',
    'Scope',
    'Whether the harm goes beyond what the vulnerable component is responsible for.',
    [
      ['U', 'Unchanged', 'Only what the same authority protects is harmed.'],
      ['C', 'Changed', 'Something is harmed that another authority protects, such as the host of a sandbox.'],
    ],
  ],
]);

const IMPACT = group('Impact', 'mandatory', [
  [
    'C',
    'Confidentiality',
    'How much becomes readable, where it is worst.',
    [
      ['H', 'High', 'Everything can be read, or something whose disclosure alone is serious.'],
      ['L', 'Low', 'Something can be read, but the attacker does not choose what, or it does little harm.'],
      ['N', 'None', 'Nothing is disclosed.'],
    ],
  ],
  [
    'I',
    'Integrity',
    'How much can be changed, where it is worst.',
    [
      ['H', 'High', 'Everything can be changed, or something whose change alone is serious.'],
      ['L', 'Low', 'Something can be changed, but without control over what follows, or with little harm.'],
      ['N', 'None', 'Nothing can be changed.'],
    ],
  ],
  [
    'A',
    'Availability',
    'How much stops working, where it is worst.',
    [
      ['H', 'High', 'Service can be stopped altogether, or so far that it is serious.'],
      ['L', 'Low', 'Service gets slower or breaks off at times, but cannot be stopped altogether.'],
      ['N', 'None', 'Everything keeps working.'],
    ],
  ],
]);

const TEMPORAL = group('Temporal', 'optional', [
  [
    'E',
    'Exploit Code Maturity',
    'How good the exploit code is that is about.',
    [
      ['X', 'Not Defined', 'Too little is known; it is scored like High.'],
      ['H', 'High', 'Code works in every situation or spreads by itself, or none is needed and the way is widely known.'],
      ['F', 'Functional', 'Code is about that works in most situations.'],
      ['P', 'Proof-of-Concept', 'Code is about that shows the problem but needs much work to attack with.'],
      ['U', 'Unproven', 'No code is about, or an attack is only thought of.'],
    ],
  ],
  [
    'RL',
    'Remediation Level',
    'How good a remedy there is.',
    [
      ['X', 'Not Defined', 'Too little is known; it is scored like Unavailable.'],
      ['U', 'Unavailable', 'There is no remedy, or it cannot be applied.'],
      ['W', 'Workaround', 'There is a way around that does not come from the vendor.'],
      ['T', 'Temporary Fix', 'The vendor has an interim remedy.'],
      ['O', 'Official Fix', 'The vendor has a complete fix or a new release.'],
    ],
  ],
  [
    'RC',
    'Report Confidence',
    'How sure it is that the vulnerability is there and as described.',
    [
      ['X', 'Not Defined', 'Too little is known; it is scored like Confirmed.'],
      ['C', 'Confirmed', 'It can be reproduced, its cause can be seen in the source, or the vendor confirms it.'],
      ['R', 'Reasonable', 'Much speaks for it, but the cause is not fully understood.'],
      ['U', 'Unknown', 'Something is seen, but reports of the cause disagree or there are none.'],
    ],
  ],
]);

function requirement(id: string, what: string): MetricRow {
  return [
    id,
    `${what} Requirement`,
    `How much ${what.toLowerCase()} matters to those who run the component.`,
    [
      ['X', 'Not Defined', 'It has not been assessed; it is scored like Medium.'],
      ['H', 'High', 'Losing it would be a catastrophe for the organisation or its people.'],
      ['M', 'Medium', 'Losing it would be serious for the organisation or its people.'],
      ['L', 'Low', 'Losing it would do the organisation or its people limited harm.'],
    ],
  ];
}

const REQUIREMENTS = group('Environmental: security requirements', 'optional', [
  requirement('CR', 'Confidentiality'),
  requirement('IR', 'Integrity'),
  requirement('AR', 'Availability'),
]);

/** In the order of table 15. */
export const THREE: readonly Metric[] = [
  ...EXPLOITABILITY,
  ...SCOPE,
  ...IMPACT,
  ...TEMPORAL,
  ...REQUIREMENTS,
  ...modified([...EXPLOITABILITY, ...SCOPE, ...IMPACT]),
];
