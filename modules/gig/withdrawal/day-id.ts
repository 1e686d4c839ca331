import { createHash } from 'node:crypto';
import { formatId, type Id, type PlainDate, uuidFromBytes } from '@heyi/kernel';
import type { Program } from '../program/program.ts';

/** What the day's batch of orders belongs to: it follows from program and day. */
export function dayIdOf(program: Program, day: PlainDate): Id<'wdd'> {
  const name = `${formatId('prg', program.id)}/${day}`;
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  // A hash, not a sharded id: version 5.
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return uuidFromBytes(bytes) as Id<'wdd'>;
}
