import { PageFrame } from '@heyi/ui';
import { Link, useParams } from '@tanstack/react-router';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenantId } from '../../client-page.ts';
import { formatInstant } from '../../instant.ts';
import { ThreadPanel, useThread } from '../../threads/ThreadPanel.tsx';

/** One thread on a page of its own: where the inbox leads. */
export default function ThreadPage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  const { threadId = '' } = useParams({ strict: false });
  const { data: thread } = useThread({ tenantId, threadId });
  const person = `/clients/${tenantId}/people/${thread?.employmentId ?? ''}`;
  return (
    <PageFrame
      title={thread ? `${thread.title} · ${thread.personName}` : t('threads.title')}
      facts={
        <Flex gap="2px 14px" wrap>
          <Link to="/threads">{t('threads.title')}</Link>
          {thread && <Link to={person}>{t('threads.openPerson')}</Link>}
          {thread && (
            <span>
              {thread.openedBy} {formatInstant(thread.openedAt)}
            </span>
          )}
        </Flex>
      }
    >
      <ThreadPanel tenantId={tenantId} threadId={threadId} />
    </PageFrame>
  );
}
