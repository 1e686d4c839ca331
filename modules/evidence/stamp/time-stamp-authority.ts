import type { Host } from '@heyi/platform';

/** Silence is no refusal: the paper waits and is asked for again. */
export type StampReply =
  | { readonly outcome: 'answered'; readonly der: Buffer }
  | { readonly outcome: 'noAnswer'; readonly words: string };

/** Who says that a content was there at a time: an authority behind an adapter. */
export type TimeStampAuthority = {
  /** As people know it. */
  readonly name: string;
  /** PEM of the roots that are believed. */
  readonly trusted: string;
  /** The one policy whose tokens are taken; null: the authority's own. */
  readonly policy: string | null;
  /** Carries a TimeStampReq there and the answer back, as they are. */
  ask(request: Buffer): Promise<StampReply>;
};

const authorities = new WeakMap<Host, TimeStampAuthority>();

/** Names the authority of a running process; without one every paper waits for its stamp. */
export function linkTimeStampAuthority(host: Host, authority: TimeStampAuthority): void {
  authorities.set(host, authority);
}

export function timeStampAuthorityOf(host: Host): TimeStampAuthority | null {
  return authorities.get(host) ?? null;
}
