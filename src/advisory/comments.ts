/** One non-confidential comment. All but the body may be missing: the API is a preview. */
export interface Comment {
  readonly id: number;
  readonly author: string | null;
  readonly body: string;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly htmlUrl: string | null;
}

/** Reads a comment tolerantly; undefined only for something that is no object with an id. */
export function readComment(json: unknown): Comment | undefined {
  if (typeof json !== 'object' || json === null || !('id' in json) || typeof json.id !== 'number') return undefined;
  const it = json as Readonly<Record<string, unknown>>;
  const user = it.user;
  return {
    id: json.id,
    author: typeof user === 'object' && user !== null && 'login' in user && typeof user.login === 'string' ? user.login : null,
    body: typeof it.body === 'string' ? it.body : '',
    createdAt: time(it.created_at),
    updatedAt: time(it.updated_at),
    htmlUrl: typeof it.html_url === 'string' && /^https?:\/\//i.test(it.html_url) ? it.html_url : null,
  };
}

function time(json: unknown): number | null {
  const value = typeof json === 'string' ? Date.parse(json) : Number.NaN;
  return Number.isNaN(value) ? null : value;
}
