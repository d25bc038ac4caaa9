/** What this account may do in a repository; undefined where GitHub does not say. */
export interface Permissions {
  readonly admin: boolean | undefined;
}

/** An issue that everybody may read. */
export interface PublicIssue {
  readonly number: number;
  readonly title: string;
  /** '' for an issue without a text. */
  readonly body: string;
  /** null for an account that is gone. */
  readonly author: string | null;
  readonly isPullRequest: boolean;
}

/** Reads `permissions.admin` of a repository (`full-repository`). */
export function readPermissions(json: object): Permissions {
  const permissions: unknown = 'permissions' in json ? json.permissions : undefined;
  const admin = typeof permissions === 'object' && permissions !== null && 'admin' in permissions ? permissions.admin : undefined;
  return { admin: typeof admin === 'boolean' ? admin : undefined };
}

/** Reads an issue; undefined where its title or number is missing. */
export function readIssue(json: object): PublicIssue | undefined {
  const it = json as Readonly<Record<string, unknown>>;
  if (typeof it.number !== 'number' || typeof it.title !== 'string') return undefined;
  const user: unknown = it.user;
  const login = typeof user === 'object' && user !== null && 'login' in user ? user.login : null;
  return {
    number: it.number,
    title: it.title,
    body: typeof it.body === 'string' ? it.body : '',
    author: typeof login === 'string' ? login : null,
    isPullRequest: it.pull_request !== undefined && it.pull_request !== null,
  };
}
