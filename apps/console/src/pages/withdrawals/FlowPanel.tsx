import { formatYuan, subtract, yuan } from '@heyi/kernel';
import {
  AmountText,
  Chart,
  colours,
  CountText,
  FactList,
  grouped,
  linesOption,
  Section,
  StateTag,
} from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Empty, Segmented, Tooltip } from 'antd';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { formatSecond } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { usePayerAccounts } from '../../payer-accounts.ts';
import { useMay } from '../../session.ts';
import type { Flow, Program } from './withdrawals.ts';

const windows = [5, 15, 60, 720] as const;
const refreshMs = 1_500;

/** 实时看板: what comes in and goes out, how quickly, how the bank stands. Read again all the time. */
export function FlowPanel(props: { tenantId: string; program: Program }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, program } = props;
  const [minutes, setMinutes] = useState<number>(15);
  const query = useQuery({
    queryKey: ['withdrawal-flow', tenantId, program.id, minutes],
    queryFn: () => api.getWithdrawalFlow({ tenantId, programId: program.id, minutes }),
    refetchInterval: refreshMs,
    placeholderData: (before) => before,
  });
  return (
    <Loaded query={query}>
      {(flow) => (
        <>
          <Totals flow={flow} />
          <Section
            title={t('withdrawals.flow.rates')}
            note={t('withdrawals.flow.ratesNote', { peak: grouped(String(flow.peakPerSecond)) })}
            actions={
              <Segmented
                aria-label={t('withdrawals.flow.window')}
                value={minutes}
                options={windows.map((value) => ({
                  value,
                  label:
                    value < 60
                      ? t('withdrawals.flow.minutes', { count: value })
                      : t('withdrawals.flow.hours', { count: value / 60 }),
                }))}
                onChange={setMinutes}
              />
            }
          >
            <Rates flow={flow} minutes={minutes} />
          </Section>
          <div className="heyi-beside" style={{ marginTop: 14 }}>
            <Section title={t('withdrawals.flow.latency')} note={t('withdrawals.flow.latencyNote')}>
              {flow.acceptP99 === null ? (
                <Empty
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                  description={t('withdrawals.flow.noLatency')}
                />
              ) : (
                <Latency flow={flow} minutes={minutes} />
              )}
            </Section>
            <Bank flow={flow} tenantId={tenantId} program={program} />
          </div>
        </>
      )}
    </Loaded>
  );
}

function Totals({ flow }: { flow: Flow }): ReactNode {
  const { t } = useTranslation();
  const counts = [
    ['accepted', flow.accepted, flow.acceptedAmount],
    ['paid', flow.paid, flow.paidAmount],
    ['returned', flow.returned, null],
    ['failed', flow.failed, null],
    ['suspended', flow.suspended, null],
    ['refused', flow.refused, null],
  ] as const;
  return (
    <dl className="heyi-totals" style={{ marginTop: 0 }} aria-live="off">
      {counts.map(([key, count, amount]) => (
        <div key={key}>
          <dt>{t(`withdrawals.flow.${key}`)}</dt>
          <dd>
            <CountText value={count} />
            {amount !== null && (
              <div className="heyi-quiet" style={{ fontWeight: 400 }}>
                {grouped(amount)}
              </div>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('withdrawals.flow.p99')}</dt>
        <dd>
          {flow.acceptP99 === null ? '—' : milliseconds(flow.acceptP99)}
          <div className="heyi-quiet" style={{ fontWeight: 400 }}>
            p50 {flow.acceptP50 === null ? '—' : milliseconds(flow.acceptP50)}
          </div>
        </dd>
      </div>
    </dl>
  );
}

const milliseconds = (value: number) => `${grouped(String(Math.ceil(value)))} ms`;

const timeFormats = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  timeStyle: 'medium',
});
const timeOf = (at: number) => timeFormats.format(at);

type Point = Flow['points'][number];

/** A step without a row is a step in which nothing happened: it is drawn as nothing. */
function everyStep(flow: Flow, minutes: number): (readonly [at: number, point: Point | null])[] {
  const step = flow.stepSeconds * 1000;
  const last = Math.floor(Date.parse(flow.now) / step) * step;
  const known = new Map(flow.points.map((point) => [Date.parse(point.at), point]));
  const count = Math.floor((minutes * 60_000) / step);
  return Array.from({ length: count }, (_, index) => {
    const at = last - (count - 1 - index) * step;
    return [at, known.get(at) ?? null] as const;
  });
}

function Rates({ flow, minutes }: { flow: Flow; minutes: number }): ReactNode {
  const { t } = useTranslation();
  const option = useMemo(() => {
    const steps = everyStep(flow, minutes);
    const perSecond = (of: (point: Point) => number) =>
      steps.map(([at, point]) => {
        const value = point === null ? 0 : of(point) / flow.stepSeconds;
        return [at, Math.ceil(value * 10) / 10] as const;
      });
    const line = (key: 'accepted' | 'paid' | 'returned' | 'suspended', colour: string) => ({
      name: t(`withdrawals.flow.${key}`),
      colour,
      points: perSecond((point) => point[key]),
      filled: key === 'accepted',
    });
    return linesOption(
      [
        line('accepted', colours.ink),
        line('paid', colours.good),
        line('returned', colours.bad),
        line('suspended', colours.amber),
      ],
      timeOf,
    );
  }, [flow, minutes, t]);
  return <Chart label={t('withdrawals.flow.rates')} option={option} height={280} />;
}

function Latency({ flow, minutes }: { flow: Flow; minutes: number }): ReactNode {
  const { t } = useTranslation();
  const option = useMemo(() => {
    const points = everyStep(flow, minutes).map(
      ([at, point]) => [at, point?.acceptP99 ?? null] as const,
    );
    const name = t('withdrawals.flow.p99');
    return linesOption([{ name, colour: colours.ink, points }], timeOf, milliseconds);
  }, [flow, minutes, t]);
  return <Chart label={t('withdrawals.flow.latency')} option={option} height={220} />;
}

/** The account is asked where it is the client's own and has a link. */
function useAskable(tenantId: string, { payerAccountId }: Program): boolean {
  const accounts = usePayerAccounts(tenantId);
  const mayAsk = useMay()('payment:read');
  const own = accounts.data?.rows.find(({ id }) => id === payerAccountId);
  return mayAsk && own !== undefined && own.channel !== 'file';
}

const askMs = 300_000;

/** Books stand against what the bank says now: it is asked when the board opens, and while it stays. */
function useBankAsked(tenantId: string, { payerAccountId }: Program, isAskable: boolean): void {
  useEffect(() => {
    if (!isAskable) return;
    // A bank that is away leaves the older figure with its time; the button says why.
    const ask = () =>
      void api.refreshPayerBalance({ tenantId, payerAccountId }).catch(() => undefined);
    ask();
    const timer = setInterval(ask, askMs);
    return () => clearInterval(timer);
  }, [tenantId, payerAccountId, isAskable]);
}

function Bank(props: { flow: Flow; tenantId: string; program: Program }): ReactNode {
  const { t } = useTranslation();
  const { flow, tenantId, program } = props;
  const isAskable = useAskable(tenantId, program);
  useBankAsked(tenantId, program, isAskable);
  const { bank, bookedAtBank, bankBalance, bankBalanceAt } = flow;
  const tone = bank.unknown > 0 ? 'warn' : bank.waiting > 0 ? 'active' : 'good';
  const state = bank.unknown > 0 ? 'unsure' : bank.waiting > 0 ? 'busy' : 'idle';
  const waiting = `${grouped(String(bank.waiting))}${bank.isMore ? '+' : ''}`;
  return (
    <Section
      title={t('withdrawals.flow.bank')}
      note={t(`withdrawals.flow.channels.${bank.channel}`, { defaultValue: bank.channel })}
      actions={
        <>
          <StateTag tone={tone} text={t(`withdrawals.flow.bankStates.${state}`)} />
          {isAskable && (
            <ActionButton
              size="small"
              label={t('withdrawals.flow.ask')}
              act={() =>
                api.refreshPayerBalance({ tenantId, payerAccountId: program.payerAccountId })
              }
            />
          )}
        </>
      }
    >
      <FactList
        columns={1}
        facts={[
          [t('withdrawals.flow.waiting'), waiting],
          [t('withdrawals.flow.unknown'), <CountText key="unknown" value={bank.unknown} />],
          [t('withdrawals.flow.oldest'), formatSecond(bank.oldestWaiting)],
          [t('withdrawals.flow.inFlight'), <AmountText key="flight" value={flow.inFlight} />],
          [t('withdrawals.flow.booked'), <AmountText key="booked" value={bookedAtBank} />],
          [
            t('withdrawals.flow.atBank'),
            <span key="bank">
              <AmountText value={bankBalance} />{' '}
              {bankBalanceAt && <span className="heyi-quiet">{formatSecond(bankBalanceAt)}</span>}
            </span>,
          ],
          [
            t('withdrawals.flow.difference'),
            bankBalance === null ? (
              '—'
            ) : (
              <Tooltip key="difference" title={t('withdrawals.flow.differenceNote')}>
                <span tabIndex={0}>
                  <AmountText value={formatYuan(subtract(yuan(bankBalance), yuan(bookedAtBank)))} />
                </span>
              </Tooltip>
            ),
          ],
        ]}
      />
    </Section>
  );
}
