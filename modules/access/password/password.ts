import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** What one guess costs. OWASP's second choice for Argon2id: 19 MiB, two passes, one lane. */
export type HashCost = { readonly memoryKib: number; readonly passes: number };

export const defaultCost: HashCost = { memoryKib: 19_456, passes: 2 };

export async function hashPassword(password: string, cost = defaultCost): Promise<string> {
  return hash(canonical(password), {
    memoryCost: cost.memoryKib,
    timeCost: cost.passes,
    parallelism: 1,
  });
}

/** Whether a stored hash is cheaper to guess than one made now would be. */
export function isOutdated(stored: string, cost = defaultCost): boolean {
  const made = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(stored);
  if (!made) return true;
  return Number(made[1]) < cost.memoryKib || Number(made[2]) < cost.passes;
}

let hashOfNothing: Promise<string> | undefined;

/** False for an account that does not exist, after the same work as for one that does. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  hashOfNothing ??= hashPassword(randomBytes(16).toString('hex'));
  const matches = await verify(stored ?? (await hashOfNothing), canonical(password));
  return matches && stored !== null;
}

/** The same characters typed on another keyboard may arrive as other code points. */
export function canonical(password: string): string {
  return password.normalize('NFKC');
}

/** Letters and digits that are not mistaken for one another when read aloud or from paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** To be handed over: four groups of four, about 79 bits. */
export function newOneTimePassword(): string {
  return groupsOf(16);
}

/** Three groups of four, about 59 bits; works in place of a code of the second factor. */
export function newRecoveryCode(): string {
  return groupsOf(12);
}

function groupsOf(length: number): string {
  let text = '';
  while (text.length < length) {
    // Bytes beyond the last whole multiple would make the first letters likelier.
    const byte = randomBytes(1)[0]!;
    if (byte < 256 - (256 % alphabet.length)) text += alphabet[byte % alphabet.length]!;
  }
  return text.match(/.{4}/g)!.join('-');
}
