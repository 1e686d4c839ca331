import { type Column, StateTag } from '@heyi/ui';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../instant.ts';
import { DueTime } from './DueTime.tsx';
import type { ThreadRow } from './thread.ts';

export function useOpenThread() {
  const navigate = useNavigate();
  return (row: ThreadRow) => void navigate({ to: `/clients/${row.tenantId}/threads/${row.id}` });
}

/** What every list of threads shows; distances are told by the server's time. */
export function useThreadColumns<Row extends ThreadRow>(now: string): Column<Row>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('threads.subject'),
      key: 'subject',
      render: (_, row) => (
        <>
          <strong>{row.title}</strong>{' '}
          {row.closedAt !== null && <StateTag tone="good" text={t('threads.closed')} />}
          {row.isEscalated && <StateTag tone="bad" text={t('threads.escalated')} />}
          <div className="heyi-quiet">{row.personName}</div>
        </>
      ),
    },
    {
      title: t('threads.waitedFor'),
      key: 'waits',
      render: (_, row) =>
        row.waitedFor === null ? (
          <span className="heyi-quiet">{t('threads.nobody')}</span>
        ) : (
          t(`threads.sides.${row.waitedFor}`)
        ),
    },
    {
      title: t('threads.due'),
      key: 'due',
      render: (_, row) => <DueTime dueAt={row.dueAt} now={now} />,
    },
    {
      title: t('threads.papersOf'),
      key: 'papers',
      render: (_, { papers }) => (
        <>
          {papers.required > 0 ? t('threads.papersShort', papers) : '—'}{' '}
          {papers.toCheck > 0 && (
            <span className="heyi-warn">{t('threads.toCheck', { count: papers.toCheck })}</span>
          )}
        </>
      ),
    },
    {
      title: t('threads.last'),
      key: 'last',
      render: (_, row) =>
        row.lastSide === null ? (
          '—'
        ) : (
          <span className="heyi-quiet">
            {t(`threads.sides.${row.lastSide}`)} {row.lastPostedBy}{' '}
            {formatInstant(row.lastPostedAt)}
          </span>
        ),
    },
  ];
}
