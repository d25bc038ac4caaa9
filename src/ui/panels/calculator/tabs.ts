import { attribute, part, show, type Part } from './dom.ts';
import type { Version } from './messages.ts';

const VERSIONS: readonly Version[] = ['4.0', '3.1'];

/** The versions as tabs: arrow keys go from one to the other and show it at once. */
export function tabs(
  panels: Readonly<Record<Version, Part>>,
  choose: (version: Version) => void,
): { readonly root: Part; readonly panels: readonly Part[]; readonly draw: (version: Version) => void } {
  const made = VERSIONS.map((version) => {
    const name = version.replace('.', '-');
    const tab = part(
      'button',
      { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': `panel-${name}` },
      `CVSS ${version}`,
    );
    const panel = part('div', { role: 'tabpanel', id: `panel-${name}`, 'aria-labelledby': `tab-${name}` }, panels[version]);
    tab.addEventListener('click', () => {
      choose(version);
    });
    return { version, tab, panel };
  });
  const root = part('div', { role: 'tablist', class: 'tabs', 'aria-label': 'Version of CVSS' }, ...made.map(({ tab }) => tab));
  let at = 0;
  root.addEventListener('keydown', (event) => {
    const last = made.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key ?? ''];
    const next = to === undefined ? undefined : made[to];
    if (!next) return;
    event.preventDefault();
    choose(next.version);
    next.tab.focus();
  });
  return {
    root,
    panels: made.map(({ panel }) => panel),
    draw: (version) => {
      for (const [index, it] of made.entries()) {
        const on = it.version === version;
        if (on) at = index;
        attribute(it.tab, 'aria-selected', String(on));
        it.tab.tabIndex = on ? 0 : -1;
        show(it.panel, on);
      }
    },
  };
}
