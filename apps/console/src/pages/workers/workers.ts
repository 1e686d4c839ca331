import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type WorkerRow = AnswerOf<'listWorkers'>['rows'][number];
export type WorkerView = AnswerOf<'getWorker'>;
export type WorkerState = WorkerRow['state'];
export type IncomeRow = AnswerOf<'listIncomeLines'>['rows'][number];
export type GaugeRow = AnswerOf<'listGauges'>['rows'][number];
export type Gauge = GaugeRow['month'];
export type GigReturnRow = AnswerOf<'listGigReturns'>['rows'][number];
export type GigReturn = AnswerOf<'getGigReturn'>;
export type VatReadings = AnswerOf<'listVatReadings'>;
export type BlockEntry = AnswerOf<'listBlockEntries'>['rows'][number];

export const toneOfWorker: Record<WorkerState, Tone> = {
  pending: 'warn',
  admitted: 'good',
  refused: 'bad',
  suspended: 'warn',
  left: 'neutral',
};

export const toneOfReturn: Record<GigReturnRow['state'], Tone> = {
  pending: 'warn',
  generated: 'active',
  declared: 'good',
  cancelled: 'neutral',
};

export const toneOfOutcome: Record<WorkerView['identity']['outcome'], Tone> = {
  unchecked: 'warn',
  agrees: 'good',
  disagrees: 'bad',
  noAnswer: 'warn',
};
