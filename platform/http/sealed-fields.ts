import { type Operation, sensitivePlaces } from '@heyi/contract';
import { changeText, type Instant } from '@heyi/kernel';
import type { MasterKey } from '../crypto/key-ring.ts';
import { looksSealed, openSealed, sealedPurpose } from '../crypto/sealed-field.ts';
import { Refusal } from './problem.ts';

/** How the sensitive fields of one operation are read from what was sent. */
export type FieldOpener = (
  sent: object,
  request: { method: string; path: string; now: Instant },
) => Promise<object>;

/**
 * Opens the sensitive fields before anything else reads the input: behind it they are the texts that
 * the contract describes. Plain texts pass where the installation takes them. Null when the operation
 * has no such field.
 */
export function fieldOpenerOf(
  operation: Operation,
  master: MasterKey,
  acceptsPlain: boolean,
): FieldOpener | null {
  const places = sensitivePlaces(operation);
  if (places.length === 0) return null;
  return async (sent, { method, path, now }) => {
    let opened: unknown = sent;
    for (const place of places) {
      const purpose = sealedPurpose(method, path, place);
      opened = await changeText(opened, place, async (text) => {
        if (!looksSealed(text)) return plainOrRefused(text, place, acceptsPlain);
        const plain = await openSealed(text, { master, now, purpose });
        if (plain !== null) return plain;
        throw new Refusal({ code: 'field.unreadable', fields: [{ path: place }] });
      });
    }
    return opened as object;
  };
}

function plainOrRefused(text: string, place: string, acceptsPlain: boolean): string {
  // An empty text says nothing of anybody; whether it will do is the contract's affair.
  if (acceptsPlain || text === '') return text;
  throw new Refusal({ code: 'field.not_sealed', fields: [{ path: place }] });
}
