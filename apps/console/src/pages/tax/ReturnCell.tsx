import { AmountText, StateTag } from '@heyi/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { useMay } from '../../session.ts';
import { placeOfReturn, type ReturnRow, toneOfReturn } from './returns.ts';

/** One agent and period: the newest return leads to its page; what is missing can be generated. */
export function ReturnCell(props: { clientId: string; returns: readonly ReturnRow[] }): ReactNode {
  const { t } = useTranslation();
  const row = props.returns.toSorted((a, b) => b.number - a.number)[0];
  if (!row) return <span className="heyi-quiet">—</span>;
  return (
    <div className="heyi-return-cell">
      <Flex gap={6} align="center">
        <State row={row} clientId={props.clientId} />
        {row.number > 0 && <small>{t('tax.correctionNumber', { number: row.number })}</small>}
      </Flex>
      <small className="heyi-quiet">
        {t('tax.peopleCount', { count: row.people })} · <AmountText value={row.tax} />
      </small>
      <Doubts row={row} />
      {row.id === null && <Generate row={row} clientId={props.clientId} />}
    </div>
  );
}

function State({ row, clientId }: { row: ReturnRow; clientId: string }): ReactNode {
  const { t } = useTranslation();
  const tag = <StateTag tone={toneOfReturn[row.state]} text={t(`tax.states.${row.state}`)} />;
  if (row.id === null) return tag;
  const place = placeOfReturn(clientId, row.tenantId, row.id);
  return (
    <Link to={place.to} search={place.search}>
      {tag}
    </Link>
  );
}

function Doubts({ row }: { row: ReturnRow }): ReactNode {
  const { t } = useTranslation();
  const doubts = [
    row.isOutdated && t('tax.outdated'),
    row.differing > 0 && t('tax.differing', { count: row.differing }),
    row.unregistered > 0 && t('tax.unregistered', { count: row.unregistered }),
  ].filter((doubt) => doubt !== false);
  return doubts.map((doubt) => (
    <small key={doubt} className="heyi-bad">
      {doubt}
    </small>
  ));
}

function Generate({ row, clientId }: { row: ReturnRow; clientId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  if (!may('tax:file')) return null;
  const { tenantId, entityId, taxPeriod } = row;
  return (
    <ActionButton
      size="small"
      label={t('tax.generate')}
      act={() => api.openWithholdingReturn({ tenantId, entityId, taxPeriod })}
      onDone={({ id }) => {
        const place = placeOfReturn(clientId, tenantId, id);
        void navigate({ to: place.to, search: place.search });
      }}
    />
  );
}
