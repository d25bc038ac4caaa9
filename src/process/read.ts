import { fail, ok, type Result } from '../common/result.ts';
import type { Process } from './process.ts';
import validate from './validate.generated.js';

/** Why a process file cannot be used: what is wrong and where, one line a finding. */
export interface ProcessFailure {
  readonly kind: 'bad-process';
  readonly findings: readonly string[];
}

/**
 * Reads a process from the text of its file.
 * @returns the process, or what is wrong with it in words (path in the file: what is expected)
 */
export function readProcess(text: string): Result<Process, ProcessFailure> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return fail({ kind: 'bad-process', findings: ['it is not JSON'] });
  }
  if (!validate(json)) {
    const findings = (validate.errors ?? []).map(
      (error) => `${error.instancePath || 'the whole file'} ${error.message ?? 'does not fit'}`,
    );
    return fail({ kind: 'bad-process', findings });
  }
  return ok(json as Process);
}
