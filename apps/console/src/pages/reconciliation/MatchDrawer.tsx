import { AmountText, FactList } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Drawer, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ReasonButton } from '../../ask-again/ReasonButton.tsx';
import { formatInstant } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { useMay } from '../../session.ts';
import { MatchByHand } from './MatchByHand.tsx';
import { type Entry, type Line, nameOfLine } from './reconciliation.ts';
import { EntryName } from './EntryName.tsx';

/** The line or the entry that was opened. */
export type Opened = { line: Line; entry?: Entry | null } | { line?: Line | null; entry: Entry };

/** What it is matched with and why; or, when it is open, what it may be matched with. */
export function MatchDrawer(props: {
  tenantId: string;
  opened: Opened | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, opened, onClose } = props;
  const matchId = opened?.line?.matchId ?? opened?.entry?.matchId ?? null;
  return (
    <Drawer
      open={opened !== null}
      size={860}
      title={t(matchId === null ? 'reconciliation.match.byHand' : 'reconciliation.match.title')}
      onClose={onClose}
      destroyOnHidden
    >
      {opened && matchId !== null && (
        <MatchView tenantId={tenantId} lineMatchId={matchId} onClose={onClose} />
      )}
      {opened && matchId === null && (
        <MatchByHand tenantId={tenantId} opened={opened} onDone={onClose} />
      )}
    </Drawer>
  );
}

function MatchView(props: {
  tenantId: string;
  lineMatchId: string;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, lineMatchId } = props;
  const match = useQuery({
    queryKey: ['lineMatch', tenantId, lineMatchId],
    queryFn: () => api.getLineMatch({ tenantId, lineMatchId }),
  });
  return (
    <Loaded query={match}>
      {(view) => (
        <Flex vertical gap={16}>
          <Alert
            type="success"
            showIcon
            title={t(`reconciliation.rules.${view.rule}`)}
            description={t(`reconciliation.ruleHelp.${view.rule}`)}
          />
          <FactList
            facts={[
              [t('reconciliation.amount'), <AmountText key="amount" value={view.amount} />],
              [t('reconciliation.match.made'), `${view.madeBy} ${formatInstant(view.madeAt)}`],
              [t('reconciliation.match.note'), view.note],
            ]}
          />
          <Side title={t('reconciliation.match.bank', { count: view.lineCount })}>
            {view.lines.map((line) => (
              <Row key={line.id} day={line.bookedOn} amount={line.amount}>
                <strong>{nameOfLine(line)}</strong>
                <div className="heyi-quiet">{line.bankReference}</div>
              </Row>
            ))}
          </Side>
          <Side title={t('reconciliation.match.books', { count: view.entryCount })}>
            {view.entries.map((entry) => (
              <Row key={entry.id} day={entry.bookedOn} amount={entry.amount}>
                <EntryName entry={entry} />
                <div className="heyi-quiet">
                  {entry.reference ?? entry.bankReference ?? entry.subjectId}
                </div>
              </Row>
            ))}
          </Side>
          {may('reconciliation:write') && view.undoneAt === null && (
            <div>
              <ReasonButton
                danger
                label={t('reconciliation.match.undo')}
                act={(reason) => api.undoLineMatch({ tenantId, lineMatchId, reason })}
                onDone={props.onClose}
              />
            </div>
          )}
        </Flex>
      )}
    </Loaded>
  );
}

function Side({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section>
      <h4 className="heyi-match-title">{title}</h4>
      <div className="heyi-match-list">{children}</div>
    </section>
  );
}

function Row(props: { day: string; amount: string; children: ReactNode }): ReactNode {
  return (
    <div className="heyi-match-row">
      <span className="heyi-quiet">{props.day}</span>
      <span>{props.children}</span>
      <AmountText value={props.amount} />
    </div>
  );
}
