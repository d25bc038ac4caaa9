import * as vscode from 'vscode';
import type { Advisory } from '../../advisory/model.ts';
import { standingOf } from '../../advisory/standing.ts';
import { scoreOf, severityOf } from '../../advisory/severity.ts';
import { clocksAt, type Situation } from '../../inbox/query.ts';
import { coordinatorWords, count, day } from '../../inbox/row.ts';
import { COMMANDS } from '../ids.ts';
import type { CaseRow } from './case-node.ts';

/** What comes next, and what it lacks. */
export function nextRow(advisory: Advisory, at: Situation): CaseRow {
  const standing = standingOf(advisory, at.book.for(advisory.repository));
  const missing = standing.missing.map(({ fact, words }): CaseRow => ({
    id: `next:${fact}`,
    label: `Missing: ${words}`,
    icon: new vscode.ThemeIcon('circle-slash'),
  }));
  const wrong = standing.wrong.map((text, index): CaseRow => ({
    id: `wrong:${index}`,
    label: text,
    icon: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  }));
  const decision: CaseRow[] =
    standing.decision === undefined
      ? []
      : [{ id: 'next:decision', label: standing.decision, tooltip: standing.decision, icon: new vscode.ThemeIcon('lightbulb') }];
  const later: CaseRow[] =
    standing.later.length === 0
      ? []
      : [
          {
            id: 'next:later',
            label: 'Later',
            description: standing.later.map(({ short }) => short).join(', '),
            open: false,
            rows: standing.later.map(({ fact, words }) => ({ id: `later:${fact}`, label: words })),
          },
        ];
  const rows = [...wrong, ...decision, ...missing, ...later];
  return {
    id: 'next',
    label:
      standing.next !== undefined ? `Next: ${standing.next}` : wrong.length > 0 ? 'Something is wrong' : 'Nothing more to do',
    icon: new vscode.ThemeIcon(standing.next === undefined ? 'pass' : 'arrow-right'),
    ...(rows.length > 0 ? { rows } : {}),
  };
}

/** Who coordinates it, how far it is, and its clocks. */
export function standingRow(advisory: Advisory, at: Situation): CaseRow {
  const process = at.book.for(advisory.repository);
  const clocks = clocksAt(advisory, at);
  const score = scoreOf(advisory);
  const rows: CaseRow[] = [
    { id: 'standing:state', label: 'State', description: advisory.state, icon: new vscode.ThemeIcon('milestone') },
    {
      id: 'standing:coordinator',
      label: 'Coordinator',
      description: coordinatorWords(advisory, at.me),
      icon: new vscode.ThemeIcon('account'),
    },
    {
      id: 'standing:reporter',
      label: 'Reporter',
      description: advisory.author ?? 'not told',
      icon: new vscode.ThemeIcon('person'),
    },
    {
      id: 'standing:severity',
      label: 'Severity',
      description:
        severityOf(advisory) === 'none'
          ? 'not scored'
          : `${severityOf(advisory)}${score?.score === undefined || score.score === null ? '' : ` · ${score.score} (CVSS ${score.version})`}`,
      icon: new vscode.ThemeIcon('dashboard'),
    },
    {
      id: 'standing:cve',
      label: 'CVE',
      description: advisory.cveId ?? (process.states.open.includes(advisory.state) ? 'none yet' : 'none'),
      icon: new vscode.ThemeIcon('tag'),
    },
  ];
  if (clocks.deadline) {
    const { daysLeft, urgency, at: end } = clocks.deadline;
    rows.push({
      id: 'standing:deadline',
      label: 'Deadline',
      description: `${day(end)} · ${daysLeft >= 0 ? `${count(daysLeft)} left` : `${count(-daysLeft)} over`}`,
      icon: new vscode.ThemeIcon(
        'clock',
        urgency === 'none'
          ? undefined
          : new vscode.ThemeColor(urgency === 'near' ? 'list.warningForeground' : 'list.errorForeground'),
      ),
    });
  }
  if (clocks.unassignedAtLeast !== null) {
    rows.push({
      id: 'standing:unassigned',
      label: 'Unassigned',
      description:
        clocks.unassignedAtLeast === 0 ? 'since today, as far as is known' : `for at least ${count(clocks.unassignedAtLeast)}`,
      tooltip: 'GitHub keeps no timeline. It is certain only since the last change.',
      icon: new vscode.ThemeIcon('history'),
    });
  }
  if (clocks.unchangedFor !== null) {
    rows.push({
      id: 'standing:idle',
      label: 'Last change',
      description: clocks.unchangedFor === 0 ? 'today' : `${count(clocks.unchangedFor)} ago`,
      tooltip: 'Comments may be newer: GitHub does not say whether they count.',
      icon: new vscode.ThemeIcon('pulse'),
    });
  }
  return { id: 'standing', label: 'Standing', description: process.title, rows };
}

/** Ways out of the editor. They are opened by the browser, after VS Code's own question. */
export function linksRow(advisory: Advisory, at: Situation): CaseRow {
  const process = at.book.for(advisory.repository);
  const link = (id: string, label: string, url: string, icon: string): CaseRow => ({
    id: `link:${id}`,
    label,
    tooltip: url,
    icon: new vscode.ThemeIcon(icon),
    command: { command: COMMANDS.openLink, title: 'Open', arguments: [url] },
  });
  return {
    id: 'links',
    label: 'Links',
    open: false,
    rows: [
      ...(advisory.htmlUrl === null ? [] : [link('github', 'Advisory on GitHub', advisory.htmlUrl, 'github')]),
      ...(advisory.privateFork?.htmlUrl ? [link('fork', 'Private fork', advisory.privateFork.htmlUrl, 'repo-forked')] : []),
      ...(advisory.cveId !== null && advisory.state !== 'draft' && advisory.state !== 'triage'
        ? [link('cve', advisory.cveId, `https://www.cve.org/CVERecord?id=${encodeURIComponent(advisory.cveId)}`, 'tag')]
        : []),
      ...(process.links ?? []).map(({ title, url }, index) => link(`process:${index}`, title, url, 'book')),
    ],
  };
}
