import { AmountText, amountColumn, type Column, QueryTable, Section, StateTag } from '@heyi/ui';
import { Button, Flex, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { formatInstant } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { useClients } from '../../shell/client.ts';
import { EntryName } from './EntryName.tsx';
import { GiveToColleague } from './GiveToColleague.tsx';
import { MatchDrawer, type Opened } from './MatchDrawer.tsx';
import { type Discrepancy, nameOfLine, toneOfDiscrepancy } from './reconciliation.ts';

type Shown = Discrepancy['state'] | 'unresolved';

/** The cases: what differs, since when, who looks after it, and how it ended. */
export function DiscrepanciesTab(props: {
  tenantId: string;
  payerAccountId: string | null;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, payerAccountId } = props;
  const [state, setState] = useState<Shown>('unresolved');
  const [kind, setKind] = useState<Discrepancy['kind'] | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [resolving, setResolving] = useState<Discrepancy | null>(null);
  const [giving, setGiving] = useState<Discrepancy | null>(null);
  const cases = useRows(['discrepancies', tenantId, payerAccountId, state, kind], (cursor) =>
    api.listDiscrepancies({
      tenantId,
      limit: 100,
      state,
      ...(payerAccountId ? { payerAccountId } : {}),
      ...(kind ? { kind } : {}),
      ...cursor,
    }),
  );
  const columns = useColumns({
    tenantId,
    onOpen: setOpened,
    onResolve: setResolving,
    onGive: setGiving,
  });
  return (
    <Section
      title={t('reconciliation.discrepancies')}
      note={t('reconciliation.discrepanciesNote')}
      actions={
        <>
          <Select
            aria-label={t('reconciliation.state')}
            style={{ minWidth: 120 }}
            value={state}
            options={useOptions('reconciliation.shownStates')}
            onChange={setState}
          />
          <Select
            allowClear
            placeholder={t('reconciliation.kind')}
            aria-label={t('reconciliation.kind')}
            style={{ minWidth: 160 }}
            options={useOptions('reconciliation.kinds')}
            onChange={(value?: Discrepancy['kind']) => setKind(value ?? null)}
          />
        </>
      }
    >
      <QueryTable<Discrepancy>
        label={t('reconciliation.discrepancies')}
        rowKey={(row) => row.id}
        empty={t(`reconciliation.discrepanciesEmpty.${state === 'resolved' ? 'resolved' : 'open'}`)}
        columns={columns}
        {...cases.table}
      />
      <MatchDrawer tenantId={tenantId} opened={opened} onClose={() => setOpened(null)} />
      <Resolve tenantId={tenantId} discrepancy={resolving} onClose={() => setResolving(null)} />
      <GiveToColleague tenantId={tenantId} discrepancy={giving} onClose={() => setGiving(null)} />
    </Section>
  );
}

type Steps = {
  tenantId: string;
  onOpen: (opened: Opened) => void;
  onResolve: (discrepancy: Discrepancy) => void;
  onGive: (discrepancy: Discrepancy) => void;
};

function useColumns(steps: Steps): Column<Discrepancy>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('reconciliation.kind'),
      key: 'kind',
      fixed: 'left',
      render: (_, row) => (
        <>
          <strong>{t(`reconciliation.kinds.${row.kind}`)}</strong>
          <div className="heyi-quiet">{row.accountMasked}</div>
        </>
      ),
    },
    {
      title: t('reconciliation.since'),
      key: 'since',
      render: (_, row) => (
        <>
          {row.arisenOn}
          <div className="heyi-quiet">{t('reconciliation.age', { count: row.ageDays })}</div>
        </>
      ),
    },
    amountColumn<Discrepancy>(t('reconciliation.bank'), 'bank', (row) => row.bankAmount),
    amountColumn<Discrepancy>(t('reconciliation.ledger'), 'book', (row) => row.bookAmount),
    {
      title: t('reconciliation.difference'),
      key: 'difference',
      align: 'right',
      render: (_, row) => <AmountText value={row.difference} strong />,
    },
    {
      title: t('reconciliation.evidence'),
      key: 'evidence',
      render: (_, row) => <Evidence discrepancy={row} />,
    },
    {
      title: t('reconciliation.owner'),
      key: 'state',
      render: (_, row) => <Owner discrepancy={row} onGive={steps.onGive} />,
    },
    {
      title: '',
      key: 'actions',
      align: 'right',
      render: (_, row) => <Actions {...steps} row={row} />,
    },
  ];
}

function Evidence({ discrepancy }: { discrepancy: Discrepancy }): ReactNode {
  const { t } = useTranslation();
  const clients = useClients();
  const { line, entry, clientId, orderState } = discrepancy;
  const client = clients.data?.rows.find(({ id }) => id === clientId)?.shortName;
  return (
    <>
      {line && (
        <div>
          {nameOfLine(line)} <span className="heyi-quiet">{line.bankReference}</span>
        </div>
      )}
      {entry && (
        <div>
          <EntryName entry={entry} />{' '}
          <span className="heyi-quiet">{entry.bankReference ?? entry.reference}</span>
        </div>
      )}
      <div className="heyi-quiet">
        {[client, orderState && t(`payments.states.${orderState}`)].filter(Boolean).join(' · ')}
      </div>
    </>
  );
}

function Owner(props: { discrepancy: Discrepancy } & Pick<Steps, 'onGive'>): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { discrepancy, onGive } = props;
  const { state, ownerName, resolution, resolutionNote, resolvedBy, resolvedAt } = discrepancy;
  return (
    <>
      <StateTag tone={toneOfDiscrepancy[state]} text={t(`reconciliation.states.${state}`)} />{' '}
      {state !== 'resolved' && ownerName}
      {state !== 'resolved' && may('reconciliation:write') && (
        <Button size="small" type="link" onClick={() => onGive(discrepancy)}>
          {t(`reconciliation.give.${state}`)}
        </Button>
      )}
      {resolution && (
        <div className="heyi-quiet">
          {[
            t(`reconciliation.resolutions.${resolution}`),
            resolutionNote,
            resolvedBy,
            resolvedAt && formatInstant(resolvedAt),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      )}
    </>
  );
}

function Actions({ tenantId, row, onOpen, onResolve }: Steps & { row: Discrepancy }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  if (row.state === 'resolved' || !may('reconciliation:write')) return null;
  const { line, entry } = row;
  const opened: Opened | null = line ? { line, entry } : entry ? { entry } : null;
  return (
    <Flex gap={4} justify="flex-end">
      {row.state === 'open' && (
        <ActionButton
          size="small"
          label={t('reconciliation.take')}
          act={() => api.assignDiscrepancy({ tenantId, discrepancyId: row.id })}
        />
      )}
      {opened && (
        <Button size="small" onClick={() => onOpen(opened)}>
          {t('reconciliation.match.act')}
        </Button>
      )}
      <Button size="small" type="text" onClick={() => onResolve(row)}>
        {t('reconciliation.resolve')}
      </Button>
    </Flex>
  );
}

type Values = { resolution: 'corrected' | 'bankCorrects' | 'accepted'; note: string };

function Resolve(props: {
  tenantId: string;
  discrepancy: Discrepancy | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, discrepancy } = props;
  const options = useOptions('reconciliation.resolutions').filter(
    ({ value }) => value !== 'byItself',
  );
  return (
    <FormDrawer<Values>
      title={t('reconciliation.resolve')}
      submitLabel={t('reconciliation.resolve')}
      open={discrepancy !== null}
      intro={<p className="heyi-quiet">{t('reconciliation.resolveNote')}</p>}
      submit={({ resolution, note }) =>
        api.resolveDiscrepancy({ tenantId, discrepancyId: discrepancy!.id, resolution, note })
      }
      onClose={props.onClose}
    >
      <Form.Item
        name="resolution"
        label={t('reconciliation.resolution')}
        rules={[{ required: true }]}
      >
        <Select options={options} />
      </Form.Item>
      <Form.Item
        name="note"
        label={t('reconciliation.resolutionNote')}
        rules={[{ required: true }]}
      >
        <Input maxLength={300} />
      </Form.Item>
    </FormDrawer>
  );
}
