import { doHandover, type HandoverPlan, type HandoverStep } from '../../../embargo/handover/handover.ts';
import { readManifest } from '../../../embargo/manifest.ts';
import { openClone } from '../commands/open-clone.ts';
import { count } from '../matrix/words.ts';
import { workOptions, type EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { working } from '../working.ts';
import { acceptLines } from './accept-lines.ts';
import { openChecklist } from './checklist.ts';
import type { PlanSheet } from './plan-sheet.ts';
import { handoverFailureWords } from './words.ts';

const MAKE = 'Make Branch';
const SHOW = 'Show';
const ORDINARY = 'Ordinary Words…';
const OPEN = 'Open Clone';

/**
 * Makes the public branch of a plan that a person has in front, after everything private is out of it, every marked line
 * is accepted, and it was shown what is made where.
 */
export async function makeBranch(sheet: PlanSheet, window: EmbargoWindow, parts: EmbargoParts): Promise<void> {
  const plan = await settled(sheet, window, parts);
  if (!plan || !(await isWanted(sheet, plan, parts))) return;
  // A person may think for minutes: what is made is what was shown.
  const now = await planned(sheet, window, parts);
  if (!now) return;
  if (!isSame(plan, now)) {
    sheet.renew(now);
    await parts.ask.notice(`${window.id}: something has changed meanwhile, so nothing was made. Look at the plan again.`);
    return;
  }
  await make(sheet, window, parts);
}

/** The plan of what stands in the document, where nothing is in its way any more. */
async function settled(sheet: PlanSheet, window: EmbargoWindow, parts: EmbargoParts): Promise<HandoverPlan | undefined> {
  const { ask } = parts;
  const shown = sheet.plan;
  const plan = await planned(sheet, window, parts);
  if (!plan) return undefined;
  if (plan.of !== shown.of || plan.base !== shown.base || JSON.stringify(plan.files) !== JSON.stringify(shown.files)) {
    sheet.renew(plan);
    await ask.notice(`${window.id}: the private branch or your clone has moved since. The plan shows what would be made now.`);
    return undefined;
  }
  if (plan.findings.length > 0) {
    await tellFindings(sheet, plan, window, parts);
    return undefined;
  }
  return (await acceptLines(sheet, parts)) ? plan : undefined;
}

async function planned(
  sheet: PlanSheet,
  window: EmbargoWindow,
  { ask, sheets }: EmbargoParts,
): Promise<HandoverPlan | undefined> {
  const { document } = await sheets.show(sheet.uri);
  if (document.isDirty) await document.save();
  const plan = await working(`Looking at the hand-over of ${window.id}`, () => sheet.replan());
  if (plan?.ok === true) return plan.value;
  const words = plan
    ? handoverFailureWords(plan.failure)
    : 'A line that parts the texts is gone from the plan. Undo that, or hand over again.';
  await ask.problem(`${window.id}: ${words}`);
  return undefined;
}

async function tellFindings(
  sheet: PlanSheet,
  { findings }: HandoverPlan,
  window: EmbargoWindow,
  { ask }: EmbargoParts,
): Promise<void> {
  const isName = findings.some(({ kind }) => kind === 'name') && sheet.people.length > 0;
  const pressed = await ask.problem(
    `${window.id}: something private is left in ${count(findings.length, 'place')}, so nothing is made. Take it out of the texts, or out of the private branch.`,
    SHOW,
    ...(isName ? [ORDINARY] : []),
  );
  if (pressed === SHOW) await showProblems();
  if (pressed !== ORDINARY) return;
  const choices = sheet.people.map((value) => ({ label: value, value, picked: sheet.ordinary.includes(value) }));
  const chosen = await ask.pickMany('Which of these names are ordinary words here?', choices, 'They are not looked for any more');
  if (!chosen) return;
  sheet.ordinary = chosen;
  await sheet.replan();
}

async function showProblems(): Promise<void> {
  const { commands } = await import('vscode');
  await commands.executeCommand('workbench.actions.view.problems');
}

function isWanted({ facts }: PlanSheet, plan: HandoverPlan, { ask }: EmbargoParts): Promise<boolean> {
  const sentences = [
    `Your clone ${facts.clone} gets the branch ${plan.publicBranch} with one commit on ${plan.remote}/${plan.branch} (${plan.base.slice(0, 10)}), by ${plan.author}, with ${count(plan.files.length, 'file')}.`,
    'Nothing is pushed and nothing is checked out: nobody sees it until you push it. Pushing it is the disclosure.',
    `Compared with: ${facts.compared.length > 0 ? facts.compared.join('; ') : 'nothing'}.`,
    ...(facts.missing.length > 0 ? [`Not compared with: ${facts.missing.join('; ')}.`] : []),
  ];
  return ask.confirm({
    message: `Make the public branch ${plan.publicBranch} in your clone?`,
    detail: sentences.join('\n\n'),
    verb: MAKE,
  });
}

function isSame(one: HandoverPlan, other: HandoverPlan): boolean {
  const essence = ({ base, of, publicBranch, author, message, news, files, lines }: HandoverPlan) =>
    JSON.stringify([base, of, publicBranch, author, message, news, files, lines]);
  return essence(one) === essence(other) && other.findings.length === 0;
}

const STEPS: Readonly<Record<HandoverStep, string>> = {
  reading: 'looking at your clone',
  merging: 'carrying the fix over',
  checking: 'looking for what is private',
  writing: 'making the commit',
  recording: 'noting it',
};

async function make(sheet: PlanSheet, window: EmbargoWindow, parts: EmbargoParts): Promise<void> {
  const { ask } = parts;
  const request = sheet.requestNow();
  if (!request) return;
  const done = await working(`Handing ${window.id} over`, (signal, say) =>
    doHandover(request, {
      ...workOptions(parts, signal),
      onStep: (step) => {
        say(STEPS[step]);
      },
    }),
  );
  await window.look();
  if (!done.ok) {
    if (done.failure.kind !== 'cancelled') await ask.problem(`${window.id}: ${handoverFailureWords(done.failure)}`);
    return;
  }
  await parts.sheets.close(sheet.uri);
  const manifest = await readManifest(window.folder);
  if (manifest.ok) await openChecklist({ folder: window.folder, manifest: manifest.value }, parts);
  const { publicBranch, already } = done.value;
  const words = already
    ? `${publicBranch} was there already.`
    : `${publicBranch} is in your clone. Look at it, and push it yourself.`;
  if ((await ask.notice(`${window.id}: ${words}`, OPEN)) === OPEN) await openClone(window, parts);
}
