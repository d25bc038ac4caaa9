import { isWhole, type CreditItem, type Located } from '../../advisory/document/document.ts';
import { scalarText } from '../../advisory/document/front.ts';
import { sameLogin, type Credit } from '../../advisory/model.ts';
import type { Fix } from '../finding.ts';
import { addItem, replaceValue } from './edits.ts';
import { keyOrFirstLine, shown, type Checked } from './findings.ts';
import { changeTo, remove } from './fixes.ts';

const COORDINATOR = 'coordinator';
type Named = CreditItem & { readonly login: Located<string> };

/** Who coordinates is a credit: it is easily lost with the list that is sent whole. */
export function checkCoordinators(checked: Checked): void {
  const { document, context, findings } = checked;
  const credits = document.fields.credits.filter((item): item is Named => item.login !== undefined);
  const named = credits.filter(({ type }) => type?.value === COORDINATOR);
  const [first, ...more] = named;
  for (const item of more) {
    if (!first || findings.isFull('two-coordinators') || sameLogin(first.login.value, item.login.value)) continue;
    const words = `${shown(first.login.value)} coordinates already. One person coordinates; remove the other, or change their type.`;
    findings.add('two-coordinators', 'warning', item.login, words, {
      fixes: [first, item].map((one) => remove(document.text, one, `Remove ${shown(one.login.value)}`, false)),
    });
  }
  for (const held of context.held?.credits.filter(({ type }) => type === COORDINATOR) ?? [])
    if (!named.some(({ login }) => sameLogin(login.value, held.login))) dropped(checked, held, credits, first);
}

/** A coordinator whom GitHub holds and whom the document has no more. */
function dropped(checked: Checked, held: Credit, credits: readonly Named[], successor: Named | undefined): void {
  const { context, findings, document } = checked;
  // What could not be read tells nothing about who was taken out.
  if (!isWhole(document)) return;
  const mine = context.me !== undefined && sameLogin(context.me, held.login);
  const own = credits.find(({ login }) => sameLogin(login.value, held.login));
  if (mine && own) {
    const words = `You coordinate this. GitHub keeps one credit a person: as ${shown(own.type?.value ?? 'something else')} you are its coordinator no more.`;
    findings.add('own-credit-replaced', 'warning', own.type ?? own.login, words, {
      fixes: [own.type && changeTo(document.text, own.type, COORDINATOR, { title: 'Stay coordinator' })],
    });
  } else if (!mine) {
    const words = `${shown(held.login)} coordinates this and would be taken out${successor ? ` in favour of ${shown(successor.login.value)}` : ''}.`;
    findings.add('coordinator-dropped', 'warning', successor?.login ?? keyOrFirstLine(document, 'credits'), words, {
      fixes: [putBack(checked, held, own)],
    });
  } else if (!successor) {
    const words = 'You coordinate this and would leave it without a coordinator. Hand it over to somebody.';
    findings.add('coordinator-dropped', 'information', keyOrFirstLine(document, 'credits'), words, {
      fixes: [putBack(checked, held, own)],
    });
  }
}

function putBack({ document }: Checked, { login }: Credit, own: Named | undefined): Fix | undefined {
  const edit = own
    ? own.type && replaceValue(document.text, own.type, COORDINATOR)
    : addItem(document, 'credits', [`login: ${scalarText(login)}`, `type: ${COORDINATOR}`], document.fields.credits.at(-1));
  return edit && { title: `Put ${shown(login)} back as coordinator`, edits: [edit] };
}
