import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../instant.ts';

/** When an answer is due, and how far that is by the server's time. */
export function DueTime({ dueAt, now }: { dueAt: string | null; now: string }): ReactNode {
  const { t } = useTranslation();
  if (dueAt === null) return <span className="heyi-quiet">—</span>;
  const minutes = Math.round((Date.parse(dueAt) - Date.parse(now)) / 60_000);
  const distance = distanceOf(Math.abs(minutes), t);
  const tone = minutes < 0 ? 'heyi-bad' : minutes <= 120 ? 'heyi-warn' : 'heyi-quiet';
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {t('threads.dueAt', { time: formatInstant(dueAt).slice(5) })}{' '}
      <strong className={tone}>
        {t(minutes < 0 ? 'threads.over' : 'threads.left', { text: distance })}
      </strong>
    </span>
  );
}

function distanceOf(minutes: number, t: TFunction): string {
  if (minutes < 60) return t('threads.minutes', { count: minutes });
  if (minutes < 48 * 60) return t('threads.hours', { count: Math.round(minutes / 60) });
  return t('threads.days', { count: Math.round(minutes / 1440) });
}
