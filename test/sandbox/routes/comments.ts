/** Comments on an advisory: a public preview since 2026-10-02 (GitHub changelog). */

import { notFound, refuse } from '../http/reply.ts';
import { text } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Call, Handler, Room } from '../room.ts';
import { isoTime, same } from '../state.ts';
import type { Advisory, Comment } from '../state.ts';
import { loginShape } from '../shapes/user.ts';
import { numbered } from './reads.ts';
import { advisoryOf, bodyOf, writableAdvisory } from './guard.ts';

function shape(room: Room, advisory: Advisory, comment: Comment): JsonObject {
  const repository = room.state.repositoryById(advisory.repositoryId);
  const name = `${repository?.owner ?? ''}/${repository?.name ?? ''}`;
  return {
    id: comment.id,
    body: comment.body,
    user: loginShape(room.url, room.state, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: `${room.url}/${name}/security/advisories/${advisory.ghsaId}#advisory-comment-${comment.id}`,
    url: `${room.url}/repos/${name}/security-advisories/${advisory.ghsaId}/comments/${comment.id}`,
  };
}

/** Confidential comments are never returned; to strangers no comment is (changelog: internal comments). */
function visible(room: Room, found: ReturnType<typeof advisoryOf>): readonly Comment[] {
  if (!room.comments) throw notFound();
  return found.role === 'stranger' ? [] : found.advisory.comments.filter((one) => !one.confidential);
}

function commentOf(call: Call, comments: readonly Comment[]): Comment {
  const comment = comments.find((one) => String(one.id) === call.params.comment_id);
  if (!comment) throw notFound();
  return comment;
}

const list: Handler = (call, room) => {
  const found = advisoryOf(call, room);
  const since = typeof call.query.since === 'string' ? Date.parse(call.query.since) : Number.NEGATIVE_INFINITY;
  const kept = visible(room, found).filter((one) => Date.parse(one.updatedAt) >= since);
  const address = `${room.url}/repositories/${found.repository.id}/security-advisories/${found.advisory.ghsaId}/comments`;
  return numbered(
    call,
    kept.map((one) => shape(room, found.advisory, one)),
    address,
  );
};

const get: Handler = (call, room) => {
  const found = advisoryOf(call, room);
  return { status: 200, body: shape(room, found.advisory, commentOf(call, visible(room, found))) };
};

const add: Handler = (call, room) => {
  if (!room.comments) throw notFound();
  const { advisory, person } = writableAdvisory(call, room);
  const body = text(bodyOf(call).body);
  const comment = room.state.addComment(advisory.ghsaId, { author: person.login, body, createdAt: isoTime(room.state.now()) });
  return { status: 201, body: shape(room, advisory, comment) };
};

const edit: Handler = (call, room) => {
  if (!room.comments) throw notFound();
  const found = writableAdvisory(call, room);
  const comment = commentOf(call, visible(room, found));
  if (!same(comment.author, found.person.login)) throw refuse(403, 'You can only edit your own comments.');
  comment.body = text(bodyOf(call).body);
  comment.updatedAt = isoTime(room.state.now());
  return { status: 200, body: shape(room, found.advisory, comment) };
};

export const commentHandlers: Readonly<Record<string, Handler>> = {
  'preview/list-comments': list,
  'preview/get-comment': get,
  'preview/add-comment': add,
  'preview/edit-comment': edit,
};
