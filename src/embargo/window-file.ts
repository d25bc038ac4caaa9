import type { Manifest } from './manifest.ts';

/** Colours of an embargo window. Customisations take literal colours only, so they are the same in every theme. */
const WARNING = { background: '#7a1020', foreground: '#ffffff', quiet: '#f3c6cc' } as const;

/**
 * The file that opens a workspace in one window of VS Code (a multi-root workspace): the advisory's papers first, then a
 * folder for each branch. Its settings switch off what a workspace may switch off; what only the application's settings
 * can is looked at when the window opens.
 */
export function windowFile(manifest: Manifest): string {
  const folders = [
    { name: manifest.advisory, path: 'advisory' },
    ...manifest.branches.map(({ name, folder }) => ({ name, path: folder })),
  ];
  return `${JSON.stringify({ folders, settings: { ...QUIET, ...COLOURS } }, null, 2)}\n`;
}

/** Nothing in an embargo window fetches, syncs, suggests or opens another repository by itself. */
export const QUIET = {
  'git.autofetch': false,
  'git.autoRepositoryDetection': 'subFolders',
  'git.repositoryScanMaxDepth': 0,
  'git.openRepositoryInParentFolders': 'never',
  'git.detectSubmodules': false,
  'git.detectWorktrees': false,
  'git.enableSmartCommit': false,
  'git.postCommitCommand': 'none',
  'git.showActionButton': { commit: true, publish: false, sync: false },
  'git.confirmSync': true,
  'git.followTagsWhenSync': false,
  'git.showPushSuccessNotification': true,
  'github.gitAuthentication': false,
  'chat.disableAIFeatures': true,
  'github.copilot.enable': { '*': false },
  'editor.inlineSuggest.enabled': false,
  'files.autoSave': 'off',
  'workbench.editor.restoreViewState': true,
  'workbench.localHistory.enabled': false,
  'task.allowAutomaticTasks': 'off',
  'npm.autoDetect': 'off',
  'extensions.ignoreRecommendations': true,
} as const;

const COLOURS = {
  'workbench.colorCustomizations': {
    'titleBar.activeBackground': WARNING.background,
    'titleBar.activeForeground': WARNING.foreground,
    'titleBar.inactiveBackground': WARNING.background,
    'titleBar.inactiveForeground': WARNING.quiet,
    'activityBar.background': WARNING.background,
    'activityBar.foreground': WARNING.foreground,
    'activityBar.inactiveForeground': WARNING.quiet,
    'activityBarTop.background': WARNING.background,
    'activityBarTop.foreground': WARNING.foreground,
    'activityBarTop.inactiveForeground': WARNING.quiet,
    'statusBarItem.errorBackground': WARNING.background,
    'statusBarItem.errorForeground': WARNING.foreground,
  },
  'window.title': '${dirty}${activeEditorShort}${separator}EMBARGOED ${rootName}',
} as const;
