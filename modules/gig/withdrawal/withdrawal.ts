import { hash } from 'node:crypto';
import type { gigWithdrawalContract as contract } from '@heyi/contract';
import type { NonceRefusal } from '@heyi/connect';
import { type Fen, formatId, formatYuan, type Id, type Instant, type Result } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import type { Environment, IncomeKind } from '../program/program.ts';

export type WithdrawalId = Id<'wdr'>;
export type WithdrawalState = (typeof contract.withdrawalStates)[number];

/** One request, read and checked for its form. */
export type WithdrawalRequest = {
  readonly tenantId: TenantId;
  readonly environment: Environment;
  /** Null when the provider's own program asks, such as a batch of payments. */
  readonly appId: Id<'app'> | null;
  readonly externalWorkerId: string;
  readonly businessId: string;
  /** The Idempotency-Key. */
  readonly key: string;
  readonly amount: Fen;
  /** Null is the program's own. */
  readonly incomeKind: IncomeKind | null;
};

export type WithdrawalCode = keyof typeof contract.withdraw.failures;

/** The body as it goes out: a repetition gets the same bytes. A nonce is refused as at the door. */
export type WithdrawalOutcome = Result<string, { code: WithdrawalCode | NonceRefusal }>;

/** What a withdrawal was first answered with, whatever became of it. */
export type AnsweredWithdrawal = {
  readonly id: WithdrawalId;
  readonly businessId: string;
  readonly incomeKind: IncomeKind;
  readonly wasSuspended: boolean;
  readonly gross: number;
  readonly tax: number;
  readonly vat: number;
  readonly surcharges: number;
  readonly fee: number;
  readonly acceptedAt: Instant;
};

/** Text fields are of alphabets that need no escaping; the order of the fields never changes. */
export function answerText(externalWorkerId: string, row: AnsweredWithdrawal): string {
  const { businessId, incomeKind, wasSuspended, gross, tax, vat, surcharges, fee } = row;
  const money = (amount: number) => (wasSuspended ? 'null' : `"${formatYuan(amount as Fen)}"`);
  return (
    `{"id":"${formatId('wdr', row.id)}","businessId":"${businessId}",` +
    `"externalWorkerId":"${externalWorkerId}","incomeKind":"${incomeKind}",` +
    `"state":"${wasSuspended ? 'suspended' : 'accepted'}","gross":"${formatYuan(gross as Fen)}",` +
    `"tax":${money(tax)},"vat":${money(vat)},"surcharges":${money(surcharges)},` +
    `"net":${money(gross - tax - vat - surcharges)},"serviceFee":${money(fee)},` +
    `"acceptedAt":"${row.acceptedAt}"}`
  );
}

/** Of app, worker and the client's own id: the same again is the same withdrawal. */
export function businessHashOf(request: WithdrawalRequest): string {
  return hashOf('business', request, request.businessId);
}

export function keyHashOf(request: WithdrawalRequest): string {
  return hashOf('key', request, request.key);
}

/** Of what is asked for: the same key with another body is another request. */
export function bodyHashOf(request: WithdrawalRequest, incomeKind: IncomeKind): string {
  return hashOf('body', request, `${request.businessId}\n${request.amount}\n${incomeKind}`);
}

/** 128 bits, as a UUID that PostgreSQL reads. No part holds a line break. */
function hashOf(
  what: string,
  { appId, externalWorkerId }: WithdrawalRequest,
  text: string,
): string {
  return hash('sha256', `${what}\n${appId ?? ''}\n${externalWorkerId}\n${text}`, 'hex').slice(
    0,
    32,
  );
}
