import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import type { Session } from './api.ts';
import { useDoor } from './door.ts';
import { AccountPage } from './pages/AccountPage.tsx';
import { BalancePage } from './pages/BalancePage.tsx';
import { BasePage } from './pages/BasePage.tsx';
import { DoorPage } from './pages/DoorPage.tsx';
import { PayslipPage } from './pages/PayslipPage.tsx';
import { RecordPage } from './pages/RecordPage.tsx';
import { RecordsPage } from './pages/RecordsPage.tsx';
import { StatementsPage } from './pages/StatementsPage.tsx';
import { WithdrawPage } from './pages/WithdrawPage.tsx';
import { Waiting } from './parts/States.tsx';
import { tabPaths, Tabs } from './parts/Tabs.tsx';
import { usePath } from './route.ts';
import { useWords } from './words/words.ts';

// Workers and payslips do without it, and a phone loads no more than it shows.
const ThreadPage = lazy(() => import('./thread/ThreadPage.tsx'));

/** The pages of whoever opened the link, by the address and by what the link is for. */
export function Pages(): ReactNode {
  const door = useDoor();
  const path = usePath();
  const words = useWords();
  const clientName = door.state === 'open' ? door.session.clientName : null;
  useEffect(() => {
    document.title = clientName ?? '合一 Heyi';
  }, [clientName]);
  if (door.state !== 'open') return <DoorPage door={door} />;
  const { session } = door;
  const notice = session.environment === 'sandbox' ? words.sandbox : null;
  if (session.purpose === 'payslip') return <PayslipPage session={session} />;
  if (session.purpose === 'base') return <BasePage session={session} />;
  if (session.purpose === 'service') {
    return (
      <Suspense fallback={<Waiting />}>
        <ThreadPage session={session} />
      </Suspense>
    );
  }
  return (
    <>
      <WorkerPage path={path} session={session} notice={notice} />
      {tabPaths.includes(path) && <Tabs path={path} />}
    </>
  );
}

type PageFacts = { path: string; session: Session; notice: string | null };

function WorkerPage({ path, session, notice }: PageFacts): ReactNode {
  const record = /^\/records\/(wdr_\w+)$/.exec(path)?.[1];
  if (record !== undefined) return <RecordPage key={record} id={record} notice={notice} />;
  switch (path) {
    case '/withdraw':
      return <WithdrawPage notice={notice} />;
    case '/records':
      return <RecordsPage notice={notice} />;
    case '/statements':
      return <StatementsPage notice={notice} />;
    case '/account':
      return <AccountPage notice={notice} />;
    default:
      return <BalancePage session={session} notice={notice} />;
  }
}
