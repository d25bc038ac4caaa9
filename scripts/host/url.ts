/** The address of a window of the server host. */

export interface WindowTarget {
  /** Absolute path of the folder to open; a `.code-workspace` file goes into `workspace`. */
  readonly folder?: string;
  readonly workspace?: string;
}

/** Pairs that the workbench takes from the address; honoured only with the smoke test driver. */
export type Payload = readonly (readonly [key: string, value: string])[];

/** Builds the address of a window. The token comes first: the server checks it and redirects without it. */
export function windowUrl(port: number, token: string | undefined, target: WindowTarget, payload?: Payload): string {
  const parts: string[] = [];
  if (token !== undefined) parts.push(`tkn=${encodeURIComponent(token)}`);
  if (target.folder !== undefined) parts.push(`folder=${encodeURIComponent(target.folder)}`);
  if (target.workspace !== undefined) parts.push(`workspace=${encodeURIComponent(target.workspace)}`);
  if (payload !== undefined) parts.push(`payload=${encodeURIComponent(JSON.stringify(payload))}`);
  return `http://127.0.0.1:${port}/${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
}

/** A path of this machine as the window of the server host names it. */
export function remoteUri(port: number, path: string): string {
  return `vscode-remote://127.0.0.1:${port}${path.split('/').map(encodeURIComponent).join('/')}`;
}
