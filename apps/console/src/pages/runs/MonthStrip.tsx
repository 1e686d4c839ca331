import { addMonths, monthOf, type PayPeriod, payPeriod, yearOf } from '@heyi/kernel';
import { AmountText } from '@heyi/ui';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { today } from '../../instant.ts';
import { isPaidOrOver, type RunRow } from './run.ts';

type Month = { period: PayPeriod; runs: readonly RunRow[] };

/** Eleven wage months as far as next month; a month tells how its runs stand and shows them. */
export function MonthStrip(props: {
  runs: readonly RunRow[];
  chosen: string | null;
  onChoose: (month: string | null) => void;
}): ReactNode {
  const { t } = useTranslation();
  const strip = useRef<HTMLDivElement>(null);
  const now = payPeriod(today().slice(0, 7));
  // A phone shows a few months: the newest.
  useLayoutEffect(() => {
    if (strip.current) strip.current.scrollLeft = strip.current.scrollWidth;
  }, []);
  const months = Array.from({ length: 11 }, (_, index): Month => {
    const period = addMonths(now, index - 9);
    return { period, runs: props.runs.filter(({ wageMonth }) => wageMonth === period) };
  });
  return (
    <div ref={strip} className="heyi-months" role="group" aria-label={t('runs.wageMonth')}>
      {months.map(({ period, runs }) => (
        <button
          key={period}
          type="button"
          className={`heyi-month heyi-month-${standingOf(runs)}`}
          aria-pressed={props.chosen === period}
          aria-current={period === now ? 'date' : undefined}
          onClick={() => props.onChoose(props.chosen === period ? null : period)}
        >
          <MonthName period={period} />
          <span>{t(`runs.standing.${standingOf(runs)}`, { count: runs.length })}</span>
          <span className="heyi-quiet">
            <AmountText value={runs.find(({ kind }) => kind === 'regular')?.net ?? null} />
          </span>
        </button>
      ))}
    </div>
  );
}

type Standing = 'none' | 'open' | 'attention' | 'done';

function standingOf(runs: readonly RunRow[]): Standing {
  const counted = runs.filter(({ state }) => state !== 'cancelled');
  if (counted.length === 0) return 'none';
  if (counted.some((run) => run.blockers > 0 || run.state === 'partiallyPaid')) return 'attention';
  return counted.every(({ state }) => isPaidOrOver(state)) ? 'done' : 'open';
}

function MonthName({ period }: { period: PayPeriod }): ReactNode {
  const { t } = useTranslation();
  const month = t('runs.month', { month: monthOf(period) });
  return (
    <span className="heyi-month-name">
      {monthOf(period) === 1 ? `${yearOf(period)} ${month}` : month}
    </span>
  );
}
