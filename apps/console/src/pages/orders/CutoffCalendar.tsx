import { addDays, daysInMonth, monthOf, plainDate, weekday, yearOf } from '@heyi/kernel';
import { Link } from '@tanstack/react-router';
import { Button, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { daysUntil, today } from '../../instant.ts';
import './orders.css';

export type CutoffDay = { day: string; count: number; provisional: boolean };

/** A month with its cut-offs: how many lines each day ends; a day leads to its lines in the queue. */
export function CutoffCalendar({
  days,
  to,
}: {
  days: readonly CutoffDay[];
  to: string;
}): ReactNode {
  const { t } = useTranslation();
  const [month, setMonth] = useState(today().slice(0, 7));
  const byDay = new Map(days.map((day) => [day.day, day]));
  const names = t('orders.calendar.weekdays', { returnObjects: true });
  return (
    <>
      <Flex justify="space-between" align="center">
        <Button
          size="small"
          type="text"
          aria-label={t('orders.calendar.before')}
          onClick={() => setMonth(monthAfter(month, -1))}
        >
          ‹
        </Button>
        <strong>{month}</strong>
        <Button
          size="small"
          type="text"
          aria-label={t('orders.calendar.after')}
          onClick={() => setMonth(monthAfter(month, 1))}
        >
          ›
        </Button>
      </Flex>
      <table className="heyi-calendar" aria-label={t('orders.board.calendar')}>
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day} className={day.startsWith(month) ? '' : 'heyi-other'}>
                  <Day day={day} found={byDay.get(day)} to={to} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Day(props: { day: string; found: CutoffDay | undefined; to: string }): ReactNode {
  const { day, found, to } = props;
  const { t } = useTranslation();
  const isToday = day === today();
  const number = <span className={isToday ? 'heyi-today' : ''}>{day.slice(8)}</span>;
  if (!found) return number;
  const left = daysUntil(day);
  const tone = left < 0 ? 'heyi-bad' : left <= 3 ? 'heyi-warn' : '';
  return (
    <Link
      to={to}
      search={{ tab: 'queue', state: 'unsent', dueOn: day }}
      title={t(found.provisional ? 'orders.calendar.provisional' : 'orders.calendar.dueOn', {
        day,
        count: found.count,
      })}
    >
      {number}
      <strong className={tone}>
        {found.count}
        {found.provisional && '?'}
      </strong>
    </Link>
  );
}

/** Monday first, with the days of other months that fill the weeks. */
function weeksOf(month: string): string[][] {
  const first = plainDate(`${month}-01`);
  const start = addDays(first, 1 - weekday(first));
  const length = weekday(first) - 1 + daysInMonth(yearOf(month), monthOf(month));
  return Array.from({ length: Math.ceil(length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_day, day) => addDays(start, week * 7 + day)),
  );
}

function monthAfter(month: string, step: 1 | -1): string {
  const day =
    step === 1 ? addDays(plainDate(`${month}-28`), 4) : addDays(plainDate(`${month}-01`), -1);
  return day.slice(0, 7);
}
