import { useInfiniteQuery, type UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

type Cursor = { after?: string };
type CursorPage = { rows: readonly object[]; next: string | null };

/** A list in cursor pages: `table` is what QueryTable takes, `first` has what came beside the rows. */
export function useRows<P extends CursorPage>(
  queryKey: readonly unknown[],
  load: (cursor: Cursor) => Promise<P>,
  options: { enabled?: boolean; refetchInterval?: number | false } = {},
) {
  const { t } = useTranslation();
  const query = useInfiniteQuery({
    queryKey,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => load(pageParam === null ? {} : { after: pageParam }),
    getNextPageParam: (last) => last.next,
    ...options,
  });
  return {
    first: query.data?.pages[0],
    table: {
      rows: query.data?.pages.flatMap((page) => page.rows) as P['rows'][number][] | undefined,
      isPending: query.isPending,
      error: query.error,
      retry: { label: t('common.retry'), run: () => void query.refetch() },
      more: query.hasNextPage
        ? {
            label: t('common.more'),
            isFetching: query.isFetchingNextPage,
            load: () => void query.fetchNextPage(),
          }
        : null,
    },
  };
}

/** A list that is answered at once, as QueryTable takes it. */
export function useTable<Row>(query: UseQueryResult<{ rows: readonly Row[] }>) {
  const { t } = useTranslation();
  return {
    rows: query.data?.rows,
    isPending: query.isPending,
    error: query.error,
    retry: { label: t('common.retry'), run: () => void query.refetch() },
  };
}
