import { StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../ActionButton.tsx';
import { api } from '../api.ts';
import { formatInstant } from '../instant.ts';
import { Loaded } from '../Loaded.tsx';
import { useMay } from '../session.ts';
import { DueTime } from './DueTime.tsx';
import { Messages } from './Messages.tsx';
import { Papers } from './Papers.tsx';
import type { Place, Thread } from './thread.ts';
import { ThreadLinks } from './ThreadLinks.tsx';
import './threads.css';

export function useThread(place: Place) {
  return useQuery({
    queryKey: ['thread', place.tenantId, place.threadId],
    queryFn: () => api.getThread(place),
  });
}

/** A thread wherever its subject is shown: who is waited for, what was said, the papers. */
export function ThreadPanel(place: Place): ReactNode {
  const thread = useThread(place);
  return (
    <Loaded query={thread}>
      {(view) => (
        <>
          <Clock place={place} view={view} />
          <div className="heyi-thread">
            <Messages place={place} />
            <Papers place={place} requests={view.requests} />
          </div>
        </>
      )}
    </Loaded>
  );
}

function Clock({ place, view }: { place: Place; view: Thread }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { waitedFor } = view;
  return (
    <Flex className="heyi-card heyi-clock" justify="space-between" align="center" gap={8} wrap>
      {view.closedAt !== null && (
        <span>
          <StateTag tone="good" text={t('threads.closed')} />{' '}
          <span className="heyi-quiet">
            {t('threads.closedNote', { time: formatInstant(view.closedAt) })}
          </span>
        </span>
      )}
      {view.closedAt === null && waitedFor === null && (
        <span className="heyi-quiet">{t('threads.nobody')}</span>
      )}
      {waitedFor !== null && (
        <span>
          <strong>{t('threads.waits', { side: t(`threads.sides.${waitedFor}`) })}</strong>{' '}
          <DueTime dueAt={view.dueAt} now={view.now} />{' '}
          <span className="heyi-quiet">{t('threads.within', { count: view.responseHours })}</span>{' '}
          {view.isEscalated && <StateTag tone="bad" text={t('threads.escalated')} />}
        </span>
      )}
      {may('thread:write') && (
        <Flex gap={8} wrap>
          {waitedFor !== null && (
            <ActionButton
              type="text"
              label={t('threads.settle')}
              ask={{ title: t('threads.settleAsk'), detail: t('threads.settleDetail') }}
              act={() => api.settleThread(place)}
            />
          )}
          <ThreadLinks place={place} name={view.personName} />
        </Flex>
      )}
    </Flex>
  );
}
