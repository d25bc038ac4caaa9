/** The settings that a window of ours starts with, and the files in which the hosts look for them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Settings = Readonly<Record<string, unknown>>;

/** Nothing that updates, suggests, welcomes or calls home. */
export const quietSettings: Settings = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
};

interface Configuration {
  readonly properties?: Readonly<Record<string, { readonly scope?: string }>>;
}
interface Manifest {
  readonly contributes?: { readonly configuration?: Configuration | readonly Configuration[] };
}

/** The settings that a manifest declares for the machine: a remote window reads them from the machine's file only. */
export function machineKeys(manifest: Manifest): string[] {
  const declared = manifest.contributes?.configuration ?? [];
  const all: readonly Configuration[] = isList(declared) ? declared : [declared];
  return all
    .flatMap((configuration) => Object.entries(configuration.properties ?? {}))
    .filter(([, property]) => property.scope?.startsWith('machine'))
    .map(([key]) => key);
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

/** Only what is machine-scoped: anything else in the machine's file would hide what a person sets later. */
export function machinePart(settings: Settings, keys: readonly string[]): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => keys.includes(key)));
}

/** Writes the settings of the server host into its data folder. */
export async function writeServerSettings(dataDir: string, settings: Settings, manifest = ownManifest): Promise<void> {
  const keys = machineKeys(JSON.parse(await readFile(manifest, 'utf8')) as Manifest);
  const all = { ...quietSettings, ...settings };
  await writeJson(join(dataDir, 'data', 'User', 'settings.json'), all);
  await writeJson(join(dataDir, 'data', 'Machine', 'settings.json'), machinePart(all, keys));
}

/** Writes the settings of a desktop VS Code into its user data folder. */
export async function writeDesktopSettings(userDataDir: string, settings: Settings): Promise<void> {
  await writeJson(join(userDataDir, 'User', 'settings.json'), { ...quietSettings, ...settings });
}

const ownManifest = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'package.json');

async function writeJson(file: string, value: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
