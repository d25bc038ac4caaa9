import { group } from './build.ts';
import type { MetricRow } from './build.ts';
import type { Metric } from './metrics.ts';

/** CVSS 2.0 (FIRST, "A Complete Guide", sections 2.1 to 2.3). Ids, names and order are FIRST's, sentences are ours. */

const EXPLOITABILITY = group('Exploitability', 'mandatory', [
  [
    'AV',
    'Access Vector',
    'How close to the vulnerable host an attacker has to be.',
    [
      ['L', 'Local', 'The attacker has to be at the machine or to have an account on it.'],
      ['A', 'Adjacent Network', 'The attack has to come from the same local network.'],
      ['N', 'Network', 'The attack can come from another network, such as the internet.'],
    ],
  ],
  [
    'AC',
    'Access Complexity',
    'How hard the attack is once the host is reached.',
    [
      ['H', 'High', 'Special conditions have to hold, such as a narrow race or a rare configuration.'],
      ['M', 'Medium', 'Somewhat special conditions have to hold, such as an unusual setting or somebody who is led astray.'],
      ['L', 'Low', 'No special conditions have to hold.'],
    ],
  ],
  [
    'Au',
    'Authentication',
    'How often the attacker has to log in at the target.',
    [
      ['M', 'Multiple', 'The attacker has to log in twice or more.'],
      ['S', 'Single', 'The attacker has to log in once.'],
      ['N', 'None', 'The attacker does not have to log in.'],
    ],
  ],
]);

const IMPACT = group('Impact', 'mandatory', [
  [
    'C',
    'Confidentiality Impact',
    'How much becomes readable.',
    [
      ['N', 'None', 'Nothing is disclosed.'],
      ['P', 'Partial', 'A considerable part can be read, but the attacker does not choose which.'],
      ['C', 'Complete', 'Everything on the host can be read.'],
    ],
  ],
  [
    'I',
    'Integrity Impact',
    'How much can be changed.',
    [
      ['N', 'None', 'Nothing can be changed.'],
      ['P', 'Partial', 'Some files or data can be changed, but the attacker does not choose which.'],
      ['C', 'Complete', 'Everything on the host can be changed.'],
    ],
  ],
  [
    'A',
    'Availability Impact',
    'How much stops working.',
    [
      ['N', 'None', 'Everything keeps working.'],
      ['P', 'Partial', 'Service gets slower or breaks off at times.'],
      ['C', 'Complete', 'The host can be stopped altogether.'],
    ],
  ],
]);

const TEMPORAL = group('Temporal', 'optional', [
  [
    'E',
    'Exploitability',
    'How good the exploit code is that is about.',
    [
      ['U', 'Unproven', 'No code is about, or an attack is only thought of.'],
      ['POC', 'Proof-of-Concept', 'Code is about that shows the problem but needs much work to attack with.'],
      ['F', 'Functional', 'Code is about that works in most situations.'],
      ['H', 'High', 'Code works in every situation or spreads by itself, or none is needed and the way is widely known.'],
      ['ND', 'Not Defined', 'It is left out of the score.'],
    ],
  ],
  [
    'RL',
    'Remediation Level',
    'How good a remedy there is.',
    [
      ['OF', 'Official Fix', 'The vendor has a complete fix or a new release.'],
      ['TF', 'Temporary Fix', 'The vendor has an interim remedy.'],
      ['W', 'Workaround', 'There is a way around that does not come from the vendor.'],
      ['U', 'Unavailable', 'There is no remedy, or it cannot be applied.'],
      ['ND', 'Not Defined', 'It is left out of the score.'],
    ],
  ],
  [
    'RC',
    'Report Confidence',
    'How sure it is that the vulnerability is there and as described.',
    [
      ['UC', 'Unconfirmed', 'There is one source, or several that contradict each other.'],
      ['UR', 'Uncorroborated', 'Several sources that are not official agree for the most part.'],
      ['C', 'Confirmed', 'The vendor or author confirms it, or an exploit or attack does.'],
      ['ND', 'Not Defined', 'It is left out of the score.'],
    ],
  ],
]);

const GENERAL = group('Environmental: general modifiers', 'optional', [
  [
    'CDP',
    'Collateral Damage Potential',
    'How much life, property or income is at risk.',
    [
      ['N', 'None', 'Nothing of that kind is at risk.'],
      ['L', 'Low', 'Slight damage or loss is possible.'],
      ['LM', 'Low-Medium', 'Moderate damage or loss is possible.'],
      ['MH', 'Medium-High', 'Significant damage or loss is possible.'],
      ['H', 'High', 'Catastrophic damage or loss is possible.'],
      ['ND', 'Not Defined', 'It is left out of the score.'],
    ],
  ],
  [
    'TD',
    'Target Distribution',
    'How many of the systems in the environment are vulnerable.',
    [
      ['N', 'None', 'There are no such systems, or only in a laboratory.'],
      ['L', 'Low', 'Up to a quarter of the environment is at risk.'],
      ['M', 'Medium', 'Between a quarter and three quarters of the environment are at risk.'],
      ['H', 'High', 'More than three quarters of the environment are at risk.'],
      ['ND', 'Not Defined', 'It is left out of the score.'],
    ],
  ],
]);

function requirement(id: string, what: string): MetricRow {
  return [
    id,
    `${what} Requirement`,
    `How much ${what.toLowerCase()} matters to those who run the host.`,
    [
      ['L', 'Low', 'Losing it would do the organisation or its people limited harm.'],
      ['M', 'Medium', 'Losing it would be serious for the organisation or its people.'],
      ['H', 'High', 'Losing it would be a catastrophe for the organisation or its people.'],
      ['ND', 'Not Defined', 'It is left out of the score.'],
    ],
  ];
}

const REQUIREMENTS = group('Environmental: security requirements', 'optional', [
  requirement('CR', 'Confidentiality'),
  requirement('IR', 'Integrity'),
  requirement('AR', 'Availability'),
]);

/** In the order of table 13. */
export const TWO: readonly Metric[] = [...EXPLOITABILITY, ...IMPACT, ...TEMPORAL, ...GENERAL, ...REQUIREMENTS];
