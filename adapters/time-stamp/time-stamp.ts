import type { TimeStampAuthority } from '@heyi/evidence';
import { assert } from '@heyi/kernel';
import { certificatesIn } from '@heyi/platform';

export type TimeStampConfig = {
  /** Whose it is, as people know it, such as 联合信任时间戳服务中心. */
  readonly name: string;
  readonly url: string;
  /** PEM of the authority's root, and of what stands above it. */
  readonly trusted: string;
  /** The object id of the only policy whose tokens are taken; null: the authority's own. */
  readonly policy?: string | null;
  readonly timeoutMs?: number;
};

/** No token with its certificates is that large. */
const answerBytesMax = 256 * 1024;

/**
 * Any authority that speaks RFC 3161 over HTTP (3.4). Plain HTTP is usual, and enough: an answer that
 * was changed on the way does not verify, and the request is a hash.
 */
export function openTimeStampAuthority(config: TimeStampConfig): TimeStampAuthority {
  assert(certificatesIn(config.trusted).length > 0, 'a time-stamp authority needs its root');
  const { name, trusted, policy = null, timeoutMs = 15_000 } = config;
  return {
    name,
    trusted,
    policy,
    async ask(request) {
      try {
        const response = await fetch(config.url, {
          method: 'POST',
          headers: {
            'content-type': 'application/timestamp-query',
            accept: 'application/timestamp-reply',
          },
          body: new Uint8Array(request),
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (response.status !== 200) {
          return { outcome: 'noAnswer', words: `HTTP ${response.status}` };
        }
        const der = Buffer.from(await response.arrayBuffer());
        if (der.length > answerBytesMax) return { outcome: 'noAnswer', words: 'too long' };
        return { outcome: 'answered', der };
      } catch (error) {
        return { outcome: 'noAnswer', words: (error as Error).message };
      }
    },
  };
}
