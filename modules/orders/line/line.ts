import type { ordersContract as contract, Output } from '@heyi/contract';
import type { Id, Instant, PayPeriod, PlainDate } from '@heyi/kernel';
import type { RegistrationId, RegistrationKind } from '@heyi/people';
import type { TaskFailureCode, TaskId } from '@heyi/insurance';
import type { LineAction, LineState } from './line-state.ts';

export type LineId = Id<'orl'>;
export type OrderId = Id<'sor'>;
export type SupplierId = Id<'sup'>;
export type OrderItem = contract.OrderItem;
export type OrderService = contract.OrderService;
export type Channel = (typeof contract.lineChannels)[number];
export type LineSource = (typeof contract.lineSources)[number];
export type LineView = Output<typeof contract.getOrderLine>['line'];

/** What a step may change. */
export type LineStanding = {
  readonly state: LineState;
  readonly channel: Channel;
  readonly supplierId: SupplierId | null;
  readonly assigneeId: Id<'acc'> | null;
  readonly assigneeName: string | null;
  readonly period: PayPeriod;
  readonly askedPeriod: PayPeriod;
  readonly movedReason: string | null;
  readonly officialCutoff: PlainDate | null;
  readonly clientCutoff: PlainDate | null;
  readonly cutoffProvisional: boolean;
  readonly reason: string | null;
  readonly failureCode: TaskFailureCode | null;
  readonly proofId: Id<'evb'> | null;
  readonly officialNumber: string | null;
  readonly submittedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly appointmentOn: PlainDate | null;
  readonly courierNumber: string | null;
  readonly warnedOn: PlainDate | null;
  readonly escalatedAt: Instant | null;
};

/** A line as somebody is about to change it. */
export type Line = LineStanding & {
  readonly id: LineId;
  readonly orderId: OrderId;
  readonly item: OrderItem;
  readonly service: OrderService;
  readonly employmentId: Id<'emp'>;
  readonly personName: string;
  readonly cityCode: string;
  readonly taskId: TaskId | null;
  readonly registrationId: RegistrationId | null;
  readonly registrationKind: RegistrationKind | null;
  readonly version: number;
  readonly hasOpenSubmission: boolean;
  /** Of the dispatch that stands: whether the supplier has said yes. */
  readonly dispatchState: 'asked' | 'accepted' | null;
};

/** A row of the history. */
export type LineNote = {
  readonly action: LineAction;
  readonly code?: string | null;
  readonly words?: string | null;
};

export type NewLine = {
  readonly orderId: OrderId;
  readonly item: OrderItem;
  readonly service: OrderService;
  readonly employmentId: Id<'emp'>;
  readonly personId: Id<'per'>;
  readonly personName: string;
  readonly employeeNo: string | null;
  readonly cityCode: string;
  readonly period: PayPeriod;
  /** The month that was asked for; a task may have moved before its line was made. */
  readonly askedPeriod: PayPeriod;
  readonly movedReason: string | null;
  readonly taskId: TaskId | null;
  readonly registrationId: RegistrationId | null;
  readonly registrationKind: RegistrationKind | null;
  readonly officialCutoff: PlainDate | null;
  readonly clientCutoff: PlainDate | null;
  readonly cutoffProvisional: boolean;
  readonly channel: Channel;
  readonly supplierId: SupplierId | null;
  readonly source: LineSource;
  readonly note: string | null;
};
