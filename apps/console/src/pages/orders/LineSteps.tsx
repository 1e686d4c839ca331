import { App, Button, type ButtonProps } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { useMay, useSession } from '../../session.ts';
import { isFinished, type LineRow, type Outcomes, tellEach } from './orders.ts';
import { StepForm, type StepName } from './StepForm.tsx';

type Rows = Outcomes['rows'];

/** Tells what became of each: done, or why not and in whose hands it is. */
export function useTellOutcomes(lines: readonly LineRow[]) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  return (rows: Rows) => {
    const refused = rows.filter(({ refusal }) => refusal !== null);
    if (refused.length === 0) {
      return void message.success(t('orders.outcomes.done', { count: rows.length }));
    }
    const nameOf = (id: string) => lines.find((line) => line.id === id)?.personName ?? '';
    modal.warning({
      title: t('orders.outcomes.some', {
        done: rows.length - refused.length,
        refused: refused.length,
      }),
      content: (
        <ul className="heyi-history">
          {refused.map(({ id, refusal, detail }) => (
            <li key={id}>
              <strong>{nameOf(id)}</strong> {t(`orders.refusals.${refusal!}`)}
              {detail && !detail.includes('.') && (
                <span className="heyi-quiet"> {t('orders.outcomes.holder', { name: detail })}</span>
              )}
            </li>
          ))}
        </ul>
      ),
    });
  };
}

/** What may be done with the chosen lines, by where they stand and who looks at them. */
export function LineSteps(props: {
  lines: readonly LineRow[];
  /** One line on its own page. */
  isAlone?: boolean;
  onDone: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { data: session } = useSession();
  const [form, setForm] = useState<StepName | null>(null);
  const { lines, onDone } = props;
  const tell = useTellOutcomes(lines);
  const done = (rows: Rows) => {
    tell(rows);
    onDone();
  };
  const all = (...states: LineRow['state'][]) => lines.every(({ state }) => states.includes(state));
  const works = may('order_line:work');
  const asks = may('order_line:request');
  const isOpen = lines.every(({ state }) => !isFinished(state));
  const isByRobot = lines.every(({ channel }) => channel === 'robot');
  const awaitsAnswer = lines.every(({ dispatchState }) => dispatchState === 'asked');
  const main: ButtonProps['type'] = 'primary';
  const open = (name: StepName, type: ButtonProps['type'] = 'default') => (
    <Button key={name} type={type} onClick={() => setForm(name)}>
      {t(`orders.steps.${name}`)}
    </Button>
  );
  const isOneClient = new Set(lines.map(({ tenantId }) => tenantId)).size === 1;
  return (
    <div className="heyi-steps">
      {props.isAlone !== true && (
        <span className="heyi-quiet">{t('orders.chosen', { count: lines.length })}</span>
      )}
      {works && all('pendingAcceptance') && (
        <ActionButton
          type={main}
          label={t('orders.steps.take')}
          act={() =>
            tellEach(lines, (tenantId, refs) => api.takeOrderLines({ tenantId, lines: refs }))
          }
          onDone={done}
        />
      )}
      {works && all('inProgress') && (
        <ActionButton
          type={main}
          label={t(isByRobot ? 'orders.steps.queue' : 'orders.steps.submit')}
          ask={{
            title: t(isByRobot ? 'orders.ask.queue' : 'orders.ask.submit', { count: lines.length }),
            detail: t(isByRobot ? 'orders.ask.queueNote' : 'orders.ask.submitNote'),
          }}
          act={() =>
            tellEach(lines, (tenantId, refs) => api.submitOrderLines({ tenantId, lines: refs }))
          }
          onDone={done}
        />
      )}
      {works && all('submitted') && isOneClient && open('result', main)}
      {works && all('submitted') && open('failure')}
      {works && all('officialFailed') && open('reopen', main)}
      {asks && all('sentBack') && open('answer', session?.isHouse ? 'default' : main)}
      {works && all('inProgress') && awaitsAnswer && open('supplierAnswer')}
      {works && all('inProgress') && open('dispatch')}
      {works && all('inProgress', 'pendingPapers') && open('channel')}
      {works &&
        all('inProgress', 'pendingPapers') &&
        lines.every(({ channel }) => channel === 'counter') &&
        open('visit')}
      {works && isOpen && isOneClient && open('handOver')}
      {may('order_line:assign') && isOpen && isOneClient && open('assign')}
      {works &&
        all('pendingAcceptance', 'pendingPapers', 'inProgress', 'officialFailed') &&
        open('sendBack')}
      {asks && isOpen && !lines.some(({ state }) => state === 'submitted') && open('cancel')}
      <StepForm name={form} lines={lines} onClose={() => setForm(null)} onDone={done} />
    </div>
  );
}
