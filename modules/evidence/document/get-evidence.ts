import type { evidenceContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findVisible } from './document.store.ts';
import { viewOf } from './document-view.ts';

export async function getEvidence(tx: Transaction, input: Input<typeof contract.getEvidence>) {
  const document = await findVisible(tx, input.evidenceId);
  if (!document) return fail({ code: 'evidence.not_found' as const });
  return ok(await viewOf(tx, document));
}
