import type { Fork } from './fork.ts';
import { proxyVariables } from './pass.ts';
import { FORK_REMOTE, GATE, quote, type GuardFacts } from './settings.ts';

export interface GuardFile {
  /** Relative to the guard's folder, with `/`. */
  readonly path: string;
  readonly content: string;
  readonly mode: number;
}

/** The guard's own programs, as POSIX shell scripts (git for Windows brings a shell). */
export function guardFiles(fork: Fork, facts: GuardFacts): readonly GuardFile[] {
  const web = fork.scheme === 'https' || fork.scheme === 'http';
  const program = (path: string, lines: readonly string[]): GuardFile => ({
    path,
    content: ['#!/bin/sh', ...lines, ''].join('\n'),
    mode: 0o700,
  });
  return [
    program('refuse', REFUSE),
    program('gate', [...gateHead(fork, facts), ...(web ? webGate(fork) : connectGate(fork, facts))]),
    program('hooks/pre-push', prePush(fork, facts)),
  ];
}

const REFUSE = [
  '# Says why nothing was sent. Neither the address nor the branch is repeated: both may hold what is secret.',
  "echo 'embargo: refused. This clone holds work under embargo: only its private fork can be reached from here.' >&2",
  `echo 'embargo: nothing was sent. To push, use: git push ${FORK_REMOTE} <branch>' >&2`,
  "echo 'embargo: to update from upstream, use the command of the extension.' >&2",
  'exit 128',
];

function gateHead(fork: Fork, facts: GuardFacts): readonly string[] {
  return [
    `# The gate of an embargo clone. Git hands it every address: gate REMOTE ADDRESS. It knows one.`,
    `fork=${quote(fork.url)}`,
    `[ "$#" -eq 2 ] && [ "$2" = "$fork" ] || exec ${quote(`${facts.folder}/refuse`)}`,
  ];
}

/** Asks the person's own settings, not those of the clone or of a terminal. */
const ASK = [
  'ask() {',
  '  (',
  '    unset $(git rev-parse --local-env-vars)',
  '    GIT_DIR=/dev/null/none exec git config "$@" 2>/dev/null',
  '  )',
  '}',
];

/** Lets git's own helper through to the fork, with the person's own proxy and header as they are now. */
function webGate(fork: Fork): readonly string[] {
  const variables = proxyVariables(fork.scheme === 'https');
  const fallback = variables.reduceRight((rest, name) => `\${${name}:-${rest}}`, '');
  return [
    ...ASK,
    `ADVISORY_TRIAGE_PROXY=$(ask --get-urlmatch http.proxy "$fork") || ADVISORY_TRIAGE_PROXY=${fallback}`,
    'ADVISORY_TRIAGE_HEADER=$(ask --get-urlmatch http.extraHeader "$fork")',
    'export ADVISORY_TRIAGE_PROXY ADVISORY_TRIAGE_HEADER',
    `GIT_ALLOW_PROTOCOL=${fork.scheme}`,
    'export GIT_ALLOW_PROTOCOL',
    '# Values that may hold a password go by the environment. A fork that leads elsewhere is not followed.',
    'set -- "--config-env=http.$fork.proxy=ADVISORY_TRIAGE_PROXY" -c "http.$fork.extraHeader="',
    '[ -z "$ADVISORY_TRIAGE_HEADER" ] || set -- "$@" "--config-env=http.$fork.extraHeader=ADVISORY_TRIAGE_HEADER"',
    `exec git "$@" -c "http.$fork.followRedirects=false" remote-${fork.scheme} "$fork" "$fork"`,
  ];
}

/**
 * For ssh and files the gate speaks git's own language for such a helper (gitremote-helpers(7), `connect`) and then becomes
 * what leads to the fork. Git's own `remote-ext` in between would wait for ever where that ends early, a key that is not let
 * in for instance: it closes its output, which the shells around it hold open.
 */
function connectGate(fork: Fork, facts: GuardFacts): readonly string[] {
  const refuse = `exec ${quote(`${facts.folder}/refuse`)}`;
  return [
    ...(fork.scheme === 'ssh' ? ASK : []),
    '# With an empty line git takes its leave.',
    'while read -r word service; do',
    '  case "$word $service" in',
    "    'capabilities ') printf '*connect\\n\\n' ;;",
    "    'connect git-receive-pack' | 'connect git-upload-pack') break ;;",
    "    ' ') exit 0 ;;",
    `    *) ${refuse} ;;`,
    '  esac',
    'done',
    '[ -n "$word" ] || exit 0',
    ...(fork.scheme === 'ssh' ? ssh(fork) : local(fork)),
  ];
}

/** The empty line says that git speaks to the other side from here on. */
const CONNECTED = 'echo';

function local(fork: Fork): readonly string[] {
  return [
    'unset $(git rev-parse --local-env-vars)',
    '# The hooks of the other side may well use git; they are not under the guard.',
    'unset GIT_ALLOW_PROTOCOL',
    CONNECTED,
    `exec git "\${service#git-}" ${quote(fork.path)}`,
  ];
}

/** As git chooses and calls ssh (connect.c): `GIT_SSH_COMMAND`, the person's `core.sshCommand`, `GIT_SSH`, `ssh`. */
function ssh(fork: Fork): readonly string[] {
  const host = fork.host.replace(/^\[|\]$/g, '');
  const target = quote(fork.user === undefined ? host : `${fork.user}@${host}`);
  const port =
    fork.port === undefined
      ? []
      : ['case "$ssh" in', `  *[Pp]link*) set -- -P ${fork.port} "$@" ;;`, `  *) set -- -p ${fork.port} "$@" ;;`, 'esac'];
  return [
    'ssh=$GIT_SSH_COMMAND',
    '[ -n "$ssh" ] || ssh=$(ask --get core.sshCommand)',
    `[ -n "$ssh" ] || [ -z "$GIT_SSH" ] || ssh='"$GIT_SSH"'`,
    '[ -n "$ssh" ] || ssh=ssh',
    `set -- ${target} "$service '${fork.path}'"`,
    ...port,
    'unset $(git rev-parse --local-env-vars)',
    CONNECTED,
    'exec sh -c "$ssh \\"\\$@\\"" ssh "$@"',
  ];
}

/** Git gives the remote's name and the address after rewriting. */
function prePush(fork: Fork, facts: GuardFacts): readonly string[] {
  return [
    '# Stands behind the gate, should a setting or a variable let git around it.',
    `[ "$2" = ${quote(`${GATE}::${fork.url}`)} ] || exec ${quote(`${facts.folder}/refuse`)}`,
  ];
}
