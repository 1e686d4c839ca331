import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from './Refusal.tsx';

/** Waits with a skeleton, says why when it fails, and shows what came. */
export function Loaded<Answer>(props: {
  query: UseQueryResult<Answer>;
  children: (answer: Answer) => ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { query } = props;
  if (query.data !== undefined) return props.children(query.data);
  if (query.error === null) return <Skeleton active paragraph={{ rows: 6 }} />;
  const retry = (
    <Button onClick={() => void query.refetch()} loading={query.isFetching}>
      {t('common.retry')}
    </Button>
  );
  return <Refusal of={query.error} action={retry} />;
}
