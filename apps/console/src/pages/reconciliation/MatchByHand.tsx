import { AmountText } from '@heyi/ui';
import { App, Button, Checkbox, Flex, Input, Skeleton } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useChange } from '../../change.ts';
import { Refusal } from '../../Refusal.tsx';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { useEntryName } from './EntryName.tsx';
import type { Opened } from './MatchDrawer.tsx';
import { type Entry, type Line, nameOfLine, sumOf, yuanOf } from './reconciliation.ts';

type Chosen = { lines: ReadonlyMap<string, Line>; entries: ReadonlyMap<string, Entry> };

/** Open lines at the left, open entries at the right; what is chosen has to come to one sum. */
export function MatchByHand(props: {
  tenantId: string;
  opened: Opened;
  onDone: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, opened } = props;
  const payerAccountId = (opened.line ?? opened.entry)!.payerAccountId;
  const [chosen, setChosen] = useState<Chosen>({
    lines: new Map(opened.line ? [[opened.line.id, opened.line]] : []),
    entries: new Map(opened.entry ? [[opened.entry.id, opened.entry]] : []),
  });
  const common = { tenantId, payerAccountId, state: 'open' as const, limit: 100 };
  const lines = useRows(['statementLines', tenantId, payerAccountId, 'open'], (cursor) =>
    api.listStatementLines({ ...common, ...cursor }),
  );
  const entries = useRows(['bookEntries', tenantId, payerAccountId, 'open'], (cursor) =>
    api.listBookEntries({ ...common, ...cursor }),
  );
  const entryName = useEntryName();
  const turn = <Row extends { id: string }>(rows: ReadonlyMap<string, Row>, row: Row) => {
    const next = new Map(rows);
    if (!next.delete(row.id)) next.set(row.id, row);
    return next;
  };
  return (
    <Flex vertical gap={16}>
      <div className="heyi-match-sides">
        <Choices<Line>
          title={t('reconciliation.match.openLines')}
          list={lines}
          first={[...chosen.lines.values()]}
          isChosen={(row) => chosen.lines.has(row.id)}
          onTurn={(row) => setChosen({ ...chosen, lines: turn(chosen.lines, row) })}
          name={nameOfLine}
        />
        <Choices<Entry>
          title={t('reconciliation.match.openEntries')}
          list={entries}
          first={[...chosen.entries.values()]}
          isChosen={(row) => chosen.entries.has(row.id)}
          onTurn={(row) => setChosen({ ...chosen, entries: turn(chosen.entries, row) })}
          name={entryName}
        />
      </div>
      {may('reconciliation:write') && (
        <Sums {...props} payerAccountId={payerAccountId} chosen={chosen} />
      )}
    </Flex>
  );
}

type Row = { id: string; bookedOn: string; amount: string };

function Choices<R extends Row>(props: {
  title: string;
  list: { table: { rows: readonly R[] | undefined; error: unknown; more: More | null } };
  /** Shown on top, though the list may not have come to them yet. */
  first: readonly R[];
  isChosen: (row: R) => boolean;
  onTurn: (row: R) => void;
  name: (row: R) => string;
}): ReactNode {
  const { t } = useTranslation();
  const { rows, error, more } = props.list.table;
  if (error) return <Refusal of={error as Error} />;
  if (rows === undefined) return <Skeleton active />;
  const others = rows.filter((row) => !props.first.some(({ id }) => id === row.id));
  const shown = [...props.first, ...others];
  return (
    <section>
      <h4 className="heyi-match-title">{props.title}</h4>
      <div className="heyi-match-list">
        {shown.length === 0 && <p className="heyi-quiet">{t('reconciliation.match.none')}</p>}
        {shown.map((row) => (
          <label key={row.id} className="heyi-match-row">
            <Checkbox checked={props.isChosen(row)} onChange={() => props.onTurn(row)} />
            <span>
              <strong>{props.name(row)}</strong>
              <div className="heyi-quiet">{row.bookedOn}</div>
            </span>
            <AmountText value={row.amount} />
          </label>
        ))}
      </div>
      {more && (
        <Button size="small" loading={more.isFetching} onClick={more.load}>
          {more.label}
        </Button>
      )}
    </section>
  );
}

type More = { label: string; isFetching: boolean; load: () => void };

/** Both sums and what is between them; a match needs a word of why. */
function Sums(props: {
  tenantId: string;
  payerAccountId: string;
  chosen: Chosen;
  onDone: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { tenantId, payerAccountId, chosen } = props;
  const [note, setNote] = useState('');
  const [bank, books] = [chosen.lines, chosen.entries].map((side) =>
    sumOf([...side.values()].map(({ amount }) => amount)),
  ) as [number, number];
  const change = useChange(
    () =>
      api.matchLines({
        tenantId,
        payerAccountId,
        lineIds: [...chosen.lines.keys()],
        entryIds: [...chosen.entries.keys()],
        note,
      }),
    () => {
      void message.success(t('reconciliation.match.done'));
      props.onDone();
    },
  );
  const isEmpty = chosen.lines.size + chosen.entries.size === 0;
  return (
    <div className="heyi-match-sums">
      <Refusal of={change.error} />
      <dl className="heyi-explained">
        <div>
          <dt>{t('reconciliation.match.bankSum')}</dt>
          <dd>
            <AmountText value={yuanOf(bank)} />
          </dd>
        </div>
        <div>
          <dt>{t('reconciliation.match.bookSum')}</dt>
          <dd>
            <AmountText value={yuanOf(books)} />
          </dd>
        </div>
        <div>
          <dt>{t('reconciliation.difference')}</dt>
          <dd>
            <AmountText value={yuanOf(bank - books)} strong />
          </dd>
        </div>
      </dl>
      <Flex gap={8}>
        <Input
          value={note}
          maxLength={200}
          aria-label={t('reconciliation.match.note')}
          placeholder={t('reconciliation.match.notePlaceholder')}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button
          type="primary"
          disabled={isEmpty || bank !== books || note.trim() === ''}
          loading={change.isPending}
          onClick={() => change.mutate()}
        >
          {t('reconciliation.match.act')}
        </Button>
      </Flex>
    </div>
  );
}
