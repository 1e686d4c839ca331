import type { Clock, Id } from '@heyi/kernel';
import type { KeyRing } from './crypto/tenant-key.ts';
import type { FileStore } from './files/file-store.ts';
import type { Pool } from './postgres/pool.ts';

/** What a running process offers to every use case. Composed once, in the server. */
export type Host = {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly houseId: Id<'ten'>;
  readonly keyRing: KeyRing;
  readonly fileStore: FileStore;
  /** Address under which people reach this installation; else the one a request came to. */
  readonly publicUrl?: string;
  /** Says that events were committed, so that they are delivered now and not at the next look. */
  readonly wakeEvents: () => void;
};
