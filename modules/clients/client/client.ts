import type { clientsContract as contract, Output } from '@heyi/contract';
import { fail, type Fen, ok, type Result } from '@heyi/kernel';
import { parseCreditCode } from '@heyi/statutory';

export type CooperationMode = (typeof contract.cooperationModes)[number];
export type ClientSettings = Output<typeof contract.putClientSettings>;

export type ClientMaster = {
  readonly name: string;
  readonly shortName: string;
  readonly uscc: string;
  readonly cooperationMode: CooperationMode;
};

export type Client = ClientMaster & ClientSettings & { readonly advanceLimit: Fen };

type MasterFailure = { readonly code: 'client.uscc_malformed' | 'client.mode_reserved' };

/** The master data with its credit code in written form. 自有员工 is the provider itself, only. */
export function checkMaster<M extends ClientMaster>(
  master: M,
  isHouse: boolean,
): Result<M, MasterFailure> {
  const uscc = parseCreditCode(master.uscc);
  if (!uscc.ok) return fail({ code: 'client.uscc_malformed' });
  if ((master.cooperationMode === 'own') !== isHouse) {
    return fail({ code: 'client.mode_reserved' });
  }
  return ok({ ...master, uscc: uscc.value });
}

/** In these modes the provider is the employer: its entities sign, pay and insure. */
export function providerEmploys(mode: CooperationMode): boolean {
  return mode === 'dispatch' || mode === 'outsourcing';
}
