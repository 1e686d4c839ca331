import { Section, StateTag } from '@heyi/ui';
import { Button, Flex, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ReasonButton } from '../../ask-again/ReasonButton.tsx';
import type { Binding, Evidence } from '../../evidence/evidence.ts';
import { formatInstant } from '../../instant.ts';
import { useMay } from '../../session.ts';

/** One list covers many people: so many are shown until all are asked for, or one by name. */
const shownAtOnce = 8;

/** Everything of this client that the paper proves; what was taken back stays below. */
export function Bindings(props: {
  tenantId: string;
  evidence: Evidence;
  /** Only where others' rows have to be left out of copies. */
  onMark?: (binding: Binding) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [showsAll, setShowsAll] = useState(false);
  const { bindings } = props.evidence;
  const isStanding = ({ revokedAt }: Binding) => revokedAt === null;
  const sorted = [...bindings.filter(isStanding), ...bindings.filter((one) => !isStanding(one))];
  const isLong = sorted.length > shownAtOnce;
  const found = sorted.filter((one) => (one.personName ?? one.title).includes(name));
  const shown = showsAll ? found : found.slice(0, shownAtOnce);
  return (
    <Section title={t('evidence.bindings')} note={t('evidence.bindingsNote')}>
      {isLong && (
        <Input
          allowClear
          aria-label={t('evidence.bindingsName')}
          placeholder={t('evidence.bindingsName')}
          style={{ marginBottom: 12 }}
          onChange={({ target }) => setName(target.value.trim())}
        />
      )}
      {sorted.length === 0 && <p className="heyi-quiet">{t('evidence.bindingsEmpty')}</p>}
      <Flex vertical gap={14}>
        {shown.map((binding) => (
          <BindingLine key={binding.id} {...props} binding={binding} />
        ))}
      </Flex>
      {shown.length < found.length && (
        <Button style={{ marginTop: 12 }} onClick={() => setShowsAll(true)}>
          {t('evidence.bindingsAll', { count: found.length })}
        </Button>
      )}
    </Section>
  );
}

function BindingLine(props: {
  tenantId: string;
  binding: Binding;
  onMark?: (binding: Binding) => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, binding, onMark } = props;
  const key = { tenantId, bindingId: binding.id };
  const isStanding = binding.revokedAt === null;
  return (
    <div>
      <Flex justify="space-between" gap={8} wrap>
        <span>
          <strong>{binding.personName ?? binding.title}</strong>{' '}
          <span className="heyi-quiet">
            {t(`names.service.${binding.service}`)} {binding.period}
          </span>
        </span>
        {isStanding && onMark && <MarkedTag binding={binding} />}
      </Flex>
      <div className="heyi-quiet">
        {binding.personName !== null && `${binding.title} · `}
        {binding.boundBy} {formatInstant(binding.boundAt)}
      </div>
      {!isStanding && (
        <div className="heyi-bad">{t('evidence.unbound', { reason: binding.revokeReason })}</div>
      )}
      {isStanding && may('evidence:write') && (
        <Flex gap={8} style={{ marginTop: 6 }}>
          {onMark && (
            <Button size="small" onClick={() => onMark(binding)}>
              {t('evidence.mark')}
            </Button>
          )}
          <ReasonButton
            size="small"
            danger
            label={t('evidence.unbind')}
            act={(reason) => api.revokeEvidence({ ...key, reason })}
          />
        </Flex>
      )}
    </div>
  );
}

function MarkedTag({ binding: { marks } }: { binding: Binding }): ReactNode {
  const { t } = useTranslation();
  if (marks.length === 0) return <StateTag tone="warn" text={t('evidence.unmarked')} />;
  const isWhole = marks.some(({ kind }) => kind === 'whole');
  const text = isWhole ? t('evidence.markedWhole') : t('evidence.marked', { count: marks.length });
  return <StateTag tone="good" text={text} />;
}
