import { group, modified } from './build.ts';
import type { MetricRow, ValueRow } from './build.ts';
import type { Metric } from './metrics.ts';

/** CVSS 4.0 (FIRST, specification document, sections 2 to 5). Ids, names and order are FIRST's, sentences are ours. */

const EXPLOITABILITY = group('Exploitability', 'mandatory', [
  [
    'AV',
    'Attack Vector',
    'How close to the vulnerable system an attacker has to be.',
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
    'Whether the attacker has to get past a protection that is built in.',
    [
      ['L', 'Low', 'No protection has to be overcome, and the attack works every time.'],
      [
        'H',
        'High',
        'A protection such as address randomisation has to be defeated, or a secret of this very target be found out.',
      ],
    ],
  ],
  [
    'AT',
    'Attack Requirements',
    'Whether the attack needs circumstances at the target that are not there for protection.',
    [
      ['N', 'None', 'The attack works against all, or nearly all, installations as they are.'],
      ['P', 'Present', 'Something has to come together first: a race to win, a place on the network path, an unusual set-up.'],
    ],
  ],
  [
    'PR',
    'Privileges Required',
    'Which rights the attacker has before the attack.',
    [
      ['N', 'None', 'No account or right is needed, or anybody can get one.'],
      ['L', 'Low', 'An ordinary account is needed, which reaches its own things or nothing sensitive.'],
      ['H', 'High', 'Rights over the whole system are needed, such as those of an administrator.'],
    ],
  ],
  [
    'UI',
    'User Interaction',
    'Whether a person other than the attacker has to take part.',
    [
      ['N', 'None', 'Nobody else has to do anything.'],
      ['P', 'Passive', 'Somebody only has to use the system as usual and need not notice.'],
      ['A', 'Active', 'Somebody has to do a definite thing knowingly, such as import a file or accept a warning.'],
    ],
  ],
]);

/** The words of the three impacts differ only in where the harm is done. */
function impacts(prefix: 'V' | 'S', system: string, where: string): readonly MetricRow[] {
  return [
    [
      `${prefix}C`,
      `${system} Confidentiality Impact`,
      `How much becomes readable ${where}.`,
      [
        ['H', 'High', `Everything ${where} can be read, or something whose disclosure alone is serious.`],
        ['L', 'Low', `Something ${where} can be read, but the attacker does not choose what, or it does little harm.`],
        ['N', 'None', `Nothing ${where} is disclosed.`],
      ],
    ],
    [
      `${prefix}I`,
      `${system} Integrity Impact`,
      `How much can be changed ${where}.`,
      [
        ['H', 'High', `Everything ${where} can be changed, or something whose change alone is serious.`],
        ['L', 'Low', `Something ${where} can be changed, but without control over what follows, or with little harm.`],
        ['N', 'None', `Nothing ${where} can be changed.`],
      ],
    ],
    [
      `${prefix}A`,
      `${system} Availability Impact`,
      `How much stops working ${where}.`,
      [
        ['H', 'High', `Service ${where} can be stopped altogether, or so far that it is serious.`],
        ['L', 'Low', `Service ${where} gets slower or breaks off at times, but cannot be stopped altogether.`],
        ['N', 'None', `Everything ${where} keeps working.`],
      ],
    ],
  ];
}

const VULNERABLE = group('Vulnerable system impact', 'mandatory', impacts('V', 'Vulnerable System', 'in the vulnerable system'));
const SUBSEQUENT = group(
  'Subsequent system impact',
  'mandatory',
  impacts('S', 'Subsequent System', 'outside the vulnerable system'),
);

const THREAT = group('Threat', 'optional', [
  [
    'E',
    'Exploit Maturity',
    'What is known about attacks and about ready-made exploits.',
    [
      ['X', 'Not Defined', 'Nothing reliable is known; it is scored like Attacked.'],
      ['A', 'Attacked', 'Attacks have been seen, or tools are about that make one easy.'],
      ['P', 'Proof-of-Concept', 'A proof of concept is public, but no attack and no easy tool is known.'],
      ['U', 'Unreported', 'No attack, no easy tool and no public proof of concept is known.'],
    ],
  ],
]);

function requirement(id: string, what: string): MetricRow {
  return [
    id,
    `${what} Requirement`,
    `How much ${what.toLowerCase()} matters to those who run the system.`,
    [
      ['X', 'Not Defined', 'It has not been assessed; it is scored like High.'],
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

const SAFETY = { id: 'S', name: 'Safety', words: 'Somebody can foreseeably be badly injured or killed.' };

const MODIFIED = modified([...EXPLOITABILITY, ...VULNERABLE, ...SUBSEQUENT], {
  VC: { name: 'Vulnerable System Confidentiality' },
  VI: { name: 'Vulnerable System Integrity' },
  VA: { name: 'Vulnerable System Availability' },
  SC: { name: 'Subsequent System Confidentiality', none: 'Negligible' },
  SI: { name: 'Subsequent System Integrity', none: 'Negligible', more: [SAFETY] },
  SA: { name: 'Subsequent System Availability', none: 'Negligible', more: [SAFETY] },
});

const NOT_ASSESSED: ValueRow = ['X', 'Not Defined', 'It has not been assessed.'];

const SUPPLEMENTAL = group('Supplemental', 'optional', [
  [
    'S',
    'Safety',
    'Whether people can come to harm; the score does not change.',
    [
      NOT_ASSESSED,
      ['N', 'Negligible', 'Minor injuries are the worst that can happen.'],
      ['P', 'Present', 'Somebody can be badly injured or killed.'],
    ],
  ],
  [
    'AU',
    'Automatable',
    'Whether many targets can be attacked without a person; the score does not change.',
    [
      NOT_ASSESSED,
      ['N', 'No', 'At least one step between finding targets and exploiting them needs a person.'],
      ['Y', 'Yes', 'Every step between finding targets and exploiting them can be left to a program.'],
    ],
  ],
  [
    'R',
    'Recovery',
    'How the system comes back after an attack; the score does not change.',
    [
      NOT_ASSESSED,
      ['A', 'Automatic', 'The system comes back by itself.'],
      ['U', 'User', 'Somebody has to bring the system back.'],
      ['I', 'Irrecoverable', 'Those who use the system cannot bring it back.'],
    ],
  ],
  [
    'V',
    'Value Density',
    'How much one attack wins; the score does not change.',
    [
      NOT_ASSESSED,
      ['D', 'Diffuse', 'One attack wins little, such as what one user has.'],
      ['C', 'Concentrated', 'One attack wins much, such as what a central server holds.'],
    ],
  ],
  [
    'RE',
    'Vulnerability Response Effort',
    'How much work the quickest answer is to those who run the system; the score does not change.',
    [
      NOT_ASSESSED,
      ['L', 'Low', 'A setting or a piece of advice is enough.'],
      ['M', 'Moderate', 'It takes some work and hardly interrupts service, such as a simple update.'],
      ['H', 'High', 'It takes planning and a longer interruption, or hardware has to be replaced.'],
    ],
  ],
  [
    'U',
    'Provider Urgency',
    'How urgent the provider says it is; the score does not change.',
    [
      NOT_ASSESSED,
      ['Clear', 'Clear', 'The provider sees no urgency and only informs.'],
      ['Green', 'Green', 'The provider sees less urgency than usual.'],
      ['Amber', 'Amber', 'The provider sees moderate urgency.'],
      ['Red', 'Red', 'The provider sees the highest urgency.'],
    ],
  ],
]);

/** In the order of table 23. */
export const FOUR: readonly Metric[] = [
  ...EXPLOITABILITY,
  ...VULNERABLE,
  ...SUBSEQUENT,
  ...THREAT,
  ...REQUIREMENTS,
  ...MODIFIED,
  ...SUPPLEMENTAL,
];
