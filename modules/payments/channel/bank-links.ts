import { paymentsContract } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { Host } from '@heyi/platform';
import type { BankChannel } from './bank-channel.ts';

/** The bank links of a running process. The composition names them once, before anything is paid. */
const linksByHost = new WeakMap<Host, ReadonlyMap<string, BankChannel>>();

export function linkBankChannels(host: Host, channels: readonly BankChannel[]): void {
  const byCode = new Map(channels.map((channel) => [channel.code, channel]));
  assert(byCode.size === channels.length, 'every bank link has a code of its own');
  assert(!byCode.has(paymentsContract.fileChannel), 'a link cannot be named as the file channel');
  linksByHost.set(host, byCode);
}

export function bankChannelOf(host: Host, code: string): BankChannel | null {
  return linksByHost.get(host)?.get(code) ?? null;
}

/** Whether orders of the channel move no real money; files are carried to real banks. */
export function isStandInChannel(host: Host, code: string): boolean {
  return bankChannelOf(host, code)?.isStandIn === true;
}

/** Every channel of the installation: its links, and last the files that people carry. */
export function channelsOf(host: Host): string[] {
  return [...linkedChannelsOf(host), paymentsContract.fileChannel];
}

export function linkedChannelsOf(host: Host): string[] {
  return [...(linksByHost.get(host)?.keys() ?? [])];
}
