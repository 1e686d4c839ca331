import { changeText } from '@heyi/kernel';
import type { FieldKey } from './seal-field.ts';

/** The key of the server and its time when it was told. */
type Told = { readonly key: FieldKey; readonly seconds: number; readonly at: number };

export type FieldSealer = {
  /** The request with its sensitive fields sealed for the method and path that it goes to. */
  seal(request: object, places: readonly string[], target: string): Promise<object>;
  /** Forgets the key: the server could not open what was sealed for it. */
  forget(): void;
};

/** A key is good for a day at least; a page that slept is told by a refusal. */
const toldForMs = 6 * 3_600_000;

export function openFieldSealer(
  ask: () => Promise<{ keys: readonly FieldKey[]; now: string }>,
): FieldSealer {
  let told: Promise<Told> | null = null;
  const askAgain = async (): Promise<Told> => {
    const { keys, now } = await ask();
    const [key] = keys;
    if (key === undefined) throw new Error('the server has told no key');
    return { key, seconds: Math.floor(Date.parse(now) / 1000), at: performance.now() };
  };
  const current = async (): Promise<Told> => {
    const known = await told?.catch(() => null);
    if (known && performance.now() - known.at < toldForMs) return known;
    told = askAgain();
    return told;
  };
  return {
    async seal(request, places, target) {
      const { key, seconds, at } = await current();
      // Loaded when something is sealed: most pages have nothing to seal.
      const { sealField } = await import('./seal-field.ts');
      const iat = seconds + Math.floor((performance.now() - at) / 1000);
      let sealed: unknown = request;
      for (const place of places) {
        sealed = await changeText(sealed, place, (text) =>
          text === '' ? text : sealField(text, key, { iat, for: `${target} ${place}` }),
        );
      }
      return sealed as object;
    },
    forget: () => void (told = null),
  };
}
