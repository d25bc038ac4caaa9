/** Every name by which VS Code knows a part of this extension. A manifest test holds package.json against this file. */

export const VIEWS = { inbox: 'advisoryTriage.inbox', case: 'advisoryTriage.case' } as const;

export const COMMANDS = {
  signIn: 'advisoryTriage.signIn',
  signOut: 'advisoryTriage.signOut',
  refresh: 'advisoryTriage.refresh',
  cancelRefresh: 'advisoryTriage.cancelRefresh',
  chooseRepositories: 'advisoryTriage.chooseRepositories',
  sortInbox: 'advisoryTriage.sortInbox',
  filterInbox: 'advisoryTriage.filterInbox',
  clearFilter: 'advisoryTriage.clearFilter',
  groupByRepository: 'advisoryTriage.groupByRepository',
  ungroup: 'advisoryTriage.ungroup',
  blurTitles: 'advisoryTriage.blurTitles',
  unblurTitles: 'advisoryTriage.unblurTitles',
  markAllSeen: 'advisoryTriage.markAllSeen',
  openReport: 'advisoryTriage.openReport',
  openPreview: 'advisoryTriage.openPreview',
  openConversation: 'advisoryTriage.openConversation',
  openOnGitHub: 'advisoryTriage.openOnGitHub',
  copyId: 'advisoryTriage.copyId',
  openPlace: 'advisoryTriage.openPlace',
  nextPlace: 'advisoryTriage.nextPlace',
  previousPlace: 'advisoryTriage.previousPlace',
  openOnBranch: 'advisoryTriage.openOnBranch',
  compareWithBranch: 'advisoryTriage.compareWithBranch',
  peekOnBranches: 'advisoryTriage.peekOnBranches',
  chooseAffected: 'advisoryTriage.chooseAffected',
  findSince: 'advisoryTriage.findSince',
  suggestExperts: 'advisoryTriage.suggestExperts',
  exportPlaces: 'advisoryTriage.exportPlaces',
  sendToGitHub: 'advisoryTriage.sendToGitHub',
  compareWithGitHub: 'advisoryTriage.compareWithGitHub',
  discardChanges: 'advisoryTriage.discardChanges',
  showEarlierText: 'advisoryTriage.showEarlierText',
  restoreLost: 'advisoryTriage.restoreLost',
  claim: 'advisoryTriage.claim',
  release: 'advisoryTriage.release',
  handOver: 'advisoryTriage.handOver',
  accept: 'advisoryTriage.accept',
  reject: 'advisoryTriage.reject',
  newDraft: 'advisoryTriage.newDraft',
  openDraft: 'advisoryTriage.openDraft',
  deleteDraft: 'advisoryTriage.deleteDraft',
  createOnGitHub: 'advisoryTriage.createOnGitHub',
  copyAsReport: 'advisoryTriage.copyAsReport',
  score: 'advisoryTriage.score',
  exportRecord: 'advisoryTriage.exportRecord',
  saveRecord: 'advisoryTriage.saveRecord',
  showFindings: 'advisoryTriage.showFindings',
  explainFinding: 'advisoryTriage.explainFinding',
  openLink: 'advisoryTriage.openLink',
  showLog: 'advisoryTriage.showLog',
} as const;

export const SETTINGS = {
  repositories: 'advisoryTriage.repositories',
  queries: 'advisoryTriage.queries',
  refreshMinutes: 'advisoryTriage.refreshMinutes',
  cache: 'advisoryTriage.cache',
  process: 'advisoryTriage.process',
  clones: 'advisoryTriage.clones',
  apiBase: 'advisoryTriage.apiBase',
} as const;

export const CONTEXTS = {
  inbox: 'advisoryTriage:inbox',
  filtered: 'advisoryTriage:filtered',
  grouped: 'advisoryTriage:grouped',
  blurred: 'advisoryTriage:blurred',
  refreshing: 'advisoryTriage:refreshing',
  selected: 'advisoryTriage:selected',
  document: 'advisoryTriage:document',
} as const;

/** URI schemes and the language of a report. */
export const SCHEMES = { report: 'ghsa', revision: 'revision', row: 'advisory-row' } as const;
export const LANGUAGE = 'advisory';

export type CommandName = keyof typeof COMMANDS;
