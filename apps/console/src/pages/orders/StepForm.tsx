import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FileField } from '../../forms/FileField.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions, type WordGroup } from '../../forms/options.ts';
import { comma } from '../../i18n/index.ts';
import { type LineRow, type Outcomes, tellEach } from './orders.ts';

export type StepName =
  | 'result'
  | 'failure'
  | 'reopen'
  | 'answer'
  | 'handOver'
  | 'assign'
  | 'sendBack'
  | 'cancel'
  | 'channel'
  | 'visit'
  | 'dispatch'
  | 'supplierAnswer';

type Values = Partial<{
  words: WordGroup;
  toId: string;
  assigneeId: string;
  failureCode: NonNullable<LineRow['failureCode']>;
  officialNumber: string;
  effectivePeriod: string | null;
  kind: string;
  sourceName: string;
  pageAddress: string;
  verificationCode: string;
  channel: 'robot' | 'manualOnline' | 'counter';
  appointmentOn: string | null;
  courierNumber: string;
  supplierId: string;
  answer: 'accepted' | 'declined';
}>;

type Refs = { id: string; version: number }[];

function send(name: StepName, tenantId: string, lines: Refs, values: Values, evidenceId?: string) {
  const words = values.words ?? '';
  const at = { tenantId, lines };
  const steps: Record<StepName, () => Promise<Outcomes>> = {
    result: () =>
      api.recordOrderResult({
        ...at,
        ...(evidenceId ? { evidenceId } : {}),
        ...(values.officialNumber ? { officialNumber: values.officialNumber } : {}),
        ...(values.effectivePeriod ? { effectivePeriod: values.effectivePeriod } : {}),
      }),
    failure: () => api.failOrderLines({ ...at, failureCode: values.failureCode!, words }),
    reopen: () => api.reopenOrderLines({ ...at, note: words }),
    answer: () => api.answerOrderLines({ ...at, words }),
    handOver: () => api.handOverOrderLines({ ...at, toId: values.toId!, note: words }),
    assign: () => api.assignOrderLines({ ...at, assigneeId: values.assigneeId ?? null }),
    sendBack: () => api.sendBackOrderLines({ ...at, reason: words }),
    cancel: () => api.cancelOrderLines({ ...at, reason: words }),
    channel: () => api.setOrderChannel({ ...at, channel: values.channel! }),
    visit: () =>
      api.bookCounterVisit({
        ...at,
        appointmentOn: values.appointmentOn ?? null,
        courierNumber: values.courierNumber ?? null,
      }),
    dispatch: () =>
      api.dispatchOrderLines({
        ...at,
        supplierId: values.supplierId!,
        ...(words ? { note: words } : {}),
      }),
    supplierAnswer: () =>
      api.recordSupplierAnswer({ ...at, answer: values.answer!, ...(words ? { words } : {}) }),
  };
  return steps[name]();
}

/** The form of a step, for all chosen lines together; a paper is brought in once for all of them. */
export function StepForm(props: {
  name: StepName | null;
  lines: readonly LineRow[];
  onClose: () => void;
  onDone: (rows: Outcomes['rows']) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { name, lines } = props;
  const [file, setFile] = useState<File | null>(null);
  const submit = async (values: Values) => {
    const evidenceId = file && name === 'result' ? await bringIn(lines, values, file) : undefined;
    return tellEach(lines, (tenantId, refs) => send(name!, tenantId, refs, values, evidenceId));
  };
  return (
    <FormDrawer<Values, Outcomes['rows']>
      title={name ? t(`orders.steps.${name}`) : ''}
      submitLabel={name ? t(`orders.steps.${name}`) : ''}
      open={name !== null}
      danger={name === 'cancel'}
      intro={
        name && (
          <p className="heyi-quiet">
            {t(`orders.stepNotes.${name}`)}{' '}
            {lines
              .slice(0, 5)
              .map(({ personName }) => personName)
              .join(comma())}
            {lines.length > 5 && ` … ${t('orders.chosen', { count: lines.length })}`}
          </p>
        )
      }
      submit={submit}
      onDone={props.onDone}
      onClose={() => {
        setFile(null);
        props.onClose();
      }}
    >
      {name && <Fields name={name} lines={lines} onFile={setFile} />}
    </FormDrawer>
  );
}

/**
 * 凭证, kept for ever; the lines are bound to it by the step itself. A paper of the provider's unit may
 * name people of other clients: it is kept with the provider, and the client sees its own rows alone.
 */
async function bringIn(lines: readonly LineRow[], values: Values, file: File): Promise<string> {
  const { tenantId: clientId, period, registrationId } = lines[0]!;
  const registrations = await api.listRegistrations({ tenantId: clientId });
  const unit = registrations.rows.find((one) => one.id === registrationId);
  const { id } = await api.uploadEvidence(
    {
      tenantId: unit?.tenantId ?? clientId,
      kind: values.kind as 'enrolmentReceipt',
      sourceName: values.sourceName ?? '',
      period,
      ...(values.pageAddress ? { pageAddress: values.pageAddress } : {}),
      ...(values.verificationCode ? { verificationCode: values.verificationCode } : {}),
    },
    { upload: file },
  );
  return id;
}

/** Steps that are told in words, and whether they have to be. */
const wordsNeeded = {
  failure: true,
  reopen: true,
  answer: true,
  handOver: true,
  sendBack: true,
  cancel: true,
  dispatch: false,
  supplierAnswer: false,
} as const;

function hasWords(name: StepName): name is keyof typeof wordsNeeded {
  return name in wordsNeeded;
}

function Fields(props: {
  name: StepName;
  lines: readonly LineRow[];
  onFile: (file: File | null) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { name, lines } = props;
  const tenantId = lines[0]?.tenantId ?? '';
  return (
    <>
      {name === 'result' && <ResultFields lines={lines} onFile={props.onFile} />}
      {name === 'failure' && (
        <Choice name="failureCode" label={t('orders.failureCode')} words="names.insuranceFailure" />
      )}
      {name === 'channel' && (
        <Choice name="channel" label={t('orders.channel')} words="orders.ownChannels" />
      )}
      {name === 'supplierAnswer' && (
        <Choice name="answer" label={t('orders.answer')} words="orders.answers" />
      )}
      {name === 'handOver' && <Colleague name="toId" tenantId={tenantId} />}
      {name === 'assign' && <Colleague name="assigneeId" tenantId={tenantId} isOptional />}
      {name === 'dispatch' && <SupplierField cityCode={lines[0]?.cityCode ?? ''} />}
      {name === 'visit' && (
        <>
          <Form.Item name="appointmentOn" label={t('orders.appointmentOn')}>
            <DayInput clearable />
          </Form.Item>
          <Form.Item name="courierNumber" label={t('orders.courierNumber')}>
            <Input maxLength={40} />
          </Form.Item>
        </>
      )}
      {hasWords(name) && (
        <Form.Item
          name="words"
          label={t(`orders.words.${name}`)}
          rules={[{ required: wordsNeeded[name] }]}
        >
          <Input.TextArea maxLength={300} rows={3} />
        </Form.Item>
      )}
    </>
  );
}

function Choice(props: { name: string; label: string; words: WordGroup }): ReactNode {
  return (
    <Form.Item name={props.name} label={props.label} rules={[{ required: true }]}>
      <Select options={useOptions(props.words)} />
    </Form.Item>
  );
}

function ResultFields(props: {
  lines: readonly LineRow[];
  onFile: (file: File | null) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { lines, onFile } = props;
  const [line] = lines;
  return (
    <>
      <FileField
        label={t('orders.evidence.file')}
        help={t('orders.evidence.help')}
        accept=".pdf,.png,.jpg,.jpeg,.xlsx,.csv"
        onFile={onFile}
        optional
      />
      <Form.Item
        name="kind"
        label={t('orders.evidence.kind')}
        initialValue={line?.usualPaper}
        rules={[{ required: true }]}
      >
        <Select options={useOptions('names.resultEvidence')} />
      </Form.Item>
      <Form.Item
        name="sourceName"
        label={t('orders.evidence.source')}
        dependencies={['file']}
        rules={[({ getFieldValue }) => ({ required: Boolean(getFieldValue('file')) })]}
      >
        <Input maxLength={100} placeholder={t('orders.evidence.sourceExample')} />
      </Form.Item>
      <Form.Item name="pageAddress" label={t('orders.evidence.page')}>
        <Input maxLength={500} inputMode="url" />
      </Form.Item>
      <Form.Item name="verificationCode" label={t('orders.evidence.code')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="officialNumber" label={t('orders.officialNumber')}>
        <Input maxLength={60} />
      </Form.Item>
      <EffectiveMonth lines={lines} />
    </>
  );
}

const withMonth = ['enrol', 'stop', 'changeBase'];

/** An agency may take another month than was asked for; of lines that asked for one and the same. */
function EffectiveMonth({ lines }: { lines: readonly LineRow[] }): ReactNode {
  const { t } = useTranslation();
  const [first] = lines;
  if (!first || !withMonth.includes(first.service)) return null;
  const { service, period } = first;
  if (!lines.every((line) => line.service === service && line.period === period)) return null;
  const help = service === 'stop' ? 'orders.effectiveStop' : 'orders.effectiveHelp';
  return (
    <Form.Item name="effectivePeriod" label={t('orders.effective')} extra={t(help, { period })}>
      <DayInput picker="month" clearable />
    </Form.Item>
  );
}

function Colleague(props: { name: string; tenantId: string; isOptional?: boolean }): ReactNode {
  const { t } = useTranslation();
  const { tenantId } = props;
  const colleagues = useQuery({
    queryKey: ['orderColleagues', tenantId],
    queryFn: () => api.listOrderColleagues({ tenantId }),
  });
  return (
    <Form.Item
      name={props.name}
      label={t('orders.assignee')}
      extra={props.isOptional ? t('orders.bySkill') : undefined}
      rules={[{ required: props.isOptional !== true }]}
    >
      <Select
        allowClear
        loading={colleagues.isPending}
        placeholder={props.isOptional ? t('orders.bySkillShort') : ''}
        options={(colleagues.data?.rows ?? []).map(({ id, name, open }) => ({
          value: id,
          label: t('orders.colleague', { name, count: open }),
        }))}
      />
    </Form.Item>
  );
}

function SupplierField({ cityCode }: { cityCode: string }): ReactNode {
  const { t } = useTranslation();
  const suppliers = useQuery({
    queryKey: ['suppliers', cityCode],
    queryFn: () => api.listSuppliers({ cityCode }),
  });
  return (
    <Form.Item name="supplierId" label={t('orders.supplier')} rules={[{ required: true }]}>
      <Select
        loading={suppliers.isPending}
        options={(suppliers.data?.rows ?? [])
          .filter(({ endedAt }) => endedAt === null)
          .map(({ id, shortName, answerDays }) => ({
            value: id,
            label: t('orders.supplierOption', { name: shortName, count: answerDays }),
          }))}
      />
    </Form.Item>
  );
}
