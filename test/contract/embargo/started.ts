/** A workspace of a small product, whole. */
import assert from 'node:assert/strict';
import { planStart, type StartRequest } from '../../../src/embargo/start/plan.ts';
import { start, type Started } from '../../../src/embargo/start/start.ts';
import type { Product } from './product.ts';

export async function startedIn(product: Product, change: Partial<StartRequest> = {}): Promise<Started> {
  return product.asPerson(async () => {
    const plan = await planStart(product.request(change));
    assert.ok(plan.ok, plan.ok ? '' : JSON.stringify(plan.failure));
    const made = await start(plan.value);
    assert.ok(made.ok, made.ok ? '' : JSON.stringify(made.failure));
    return made.value;
  });
}
