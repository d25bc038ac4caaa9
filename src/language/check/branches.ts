import { silentBranches, type SilentBranch } from '../../advisory/ranges/branches.ts';
import { isWhole } from '../../advisory/document/document.ts';
import { supportedBranches } from '../../process/process.ts';
import { keyOrFirstLine, listed, type Checked } from './findings.ts';
import { isTheProduct, schemeOf } from './versions.ts';

/** Supported branches for which a CVE is given and about which the affected ranges say nothing. */
export function checkBranches(checked: Checked): void {
  const { document, context, state } = checked;
  if (state !== 'draft' || !isWhole(document)) return;
  const statuses = context.process.branches?.cveStatuses;
  const branches = supportedBranches(context.process, context.now).filter(({ status }) => statuses?.includes(status) ?? true);
  const items = document.fields.affected.filter((item) => isTheProduct(item, checked));
  const [first] = items;
  if (!first || branches.length === 0) return;
  const ranges = items.map(({ range, patched }) => ({ range: range?.value ?? null, patched: patched?.value ?? null }));
  const silent = silentBranches(ranges, branches, schemeOf(first, checked));
  const between = silent.filter(({ why }) => why === 'between');
  const beside = silent.filter(({ why }) => why !== 'between');
  tell(checked, between, 'warning', 'Older and newer versions are affected, so it was most likely forgotten.');
  tell(checked, beside, 'information', 'If it is not affected, there is nothing to do.');
}

function tell(checked: Checked, branches: readonly SilentBranch[], severity: 'warning' | 'information', why: string): void {
  if (branches.length === 0) return;
  const names = listed(branches.map(({ name }) => name));
  const at = keyOrFirstLine(checked.document, 'affected');
  const words = branches.length === 1 ? why : why.replace('it was', 'they were').replace('it is', 'they are');
  checked.findings.add('branch-left-out', severity, at, `Nothing is said about ${names}. ${words}`);
}
