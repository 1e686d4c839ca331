import type { TFunction } from 'i18next';
import { StateTag } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../cities.ts';
import { DueDay } from '../../Countdown.tsx';
import { type Task, toneOfTask } from './insurance.ts';

/** 增员 … 封存: what has to be done; of a fund a stop is a seal. */
export function TaskName({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const isSeal = task.kind === 'stop' && task.registrationKind === 'housingFund';
  return <strong>{isSeal ? t('insurance.seal') : t(`names.service.${task.kind}`)}</strong>;
}

export function TaskAgency({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  return (
    <>
      {t(`names.registrationKind.${task.registrationKind}`)}
      <div className="heyi-quiet">{placeOf(task)}</div>
    </>
  );
}

/** The month it takes effect in, and why it is not the one that was asked for. */
export function TaskMonth({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {task.period}
      {task.movedReason && (
        <div className="heyi-warn heyi-words heyi-words-narrow">
          {t(`insurance.moved.${task.movedReason}`, { period: task.askedPeriod })}
        </div>
      )}
    </>
  );
}

export function TaskCutoff({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const isOver = task.state === 'succeeded' || task.state === 'cancelled';
  if (task.officialCutoff === null) {
    return <span className="heyi-quiet">{t('insurance.cutoffUnknown')}</span>;
  }
  return (
    <>
      {isOver ? task.officialCutoff : <DueDay day={task.officialCutoff} />}
      {task.cutoffProvisional && <div className="heyi-quiet">{t('insurance.provisional')}</div>}
    </>
  );
}

/** The agency's words say no more than the usual reason does. */
export function isSaid(
  failure: { failureCode: Task['failureCode']; failureWords: string | null },
  t: TFunction,
): boolean {
  if (failure.failureCode === null || failure.failureWords === null) return false;
  const bare = (text: string) => text.replaceAll(/[\s\p{P}]/gu, '');
  const usual = bare(t(`names.insuranceFailure.${failure.failureCode}`));
  return usual === bare(failure.failureWords);
}

/** The state, what it waits for, and what the agency said. */
export function TaskState({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const known = t('insurance.cancelReasons', { returnObjects: true }) as Record<string, string>;
  const words = [
    task.waitsFor && t(`insurance.waits.${task.waitsFor}`),
    task.failureCode && t(`names.insuranceFailure.${task.failureCode}`),
    isSaid(task, t) ? null : task.failureWords,
    task.cancelReason && (known[task.cancelReason] ?? task.cancelReason),
    task.officialNumber && t('insurance.officialNumber', { number: task.officialNumber }),
    task.agencyReason && t('insurance.agencyReason', task.agencyReason),
    task.confirmedByName && t('insurance.confirmed', { name: task.confirmedByName }),
  ].filter(Boolean);
  return (
    <>
      <StateTag tone={toneOfTask[task.state]} text={t(`insurance.states.${task.state}`)} />
      {words.length > 0 && (
        <div className="heyi-quiet heyi-words heyi-words-narrow">{words.join(' · ')}</div>
      )}
    </>
  );
}
