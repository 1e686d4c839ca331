import {
  evidenceContract,
  messagesContract,
  type Operation,
  ordersContract,
  type WireInput,
  type WireOutput,
} from '@heyi/contract';
import { assert, formatId, type Id, parseId } from '@heyi/kernel';
import type { TenantKey } from '../../cast/company.ts';
import { type DemoPaper, paperPdf } from '../../files/paper-pdf.ts';
import type { World } from '../open-companies.ts';
import { type Player, type Upload, wireTenant } from '../stage.ts';
import { type LineRef, type Outcomes, refsAfter } from './work-lines.ts';

type StepOperation =
  | typeof ordersContract.takeOrderLines
  | typeof ordersContract.sendBackOrderLines
  | typeof ordersContract.setOrderChannel
  | typeof ordersContract.bookCounterVisit
  | typeof ordersContract.submitOrderLines
  | typeof ordersContract.recordOrderResult
  | typeof ordersContract.cancelOrderLines
  | typeof ordersContract.dispatchOrderLines
  | typeof ordersContract.recordSupplierAnswer;

type Line = WireOutput<typeof ordersContract.createOrderLines>['rows'][number];
type Kind = WireInput<typeof evidenceContract.uploadEvidence>['kind'];
type Papers = WireInput<typeof messagesContract.askPapers>['papers'];
type Request = WireOutput<typeof messagesContract.askPapers>;

/** The specialist's desk for one client: lines, their threads and papers. */
export class Desk {
  readonly world: World;
  readonly tenant: TenantKey;
  readonly tenantId: string;
  readonly specialist: Player;

  constructor(world: World, tenant: TenantKey) {
    this.world = world;
    this.tenant = tenant;
    this.tenantId = wireTenant(world.tenantOf(tenant));
    this.specialist = world.player('insurance_specialist');
  }

  /** The same desk with a clock of its own: what takes days is told in one piece. */
  beside(): Desk {
    return new Desk({ ...this.world, stage: this.world.stage.beside() }, this.tenant);
  }

  get hr(): Player {
    return this.world.player('client_hr', this.tenant);
  }

  act<O extends Operation>(operation: O, input: WireInput<O>, upload: Upload | null = null) {
    return this.world.stage.act(this.specialist, operation, input, upload);
  }

  /** News of people become tasks, and tasks become lines. */
  settle(): Promise<void> {
    return this.world.stage.settleEvents([this.world.tenantOf(this.tenant)]);
  }

  /** Who asks for a service through the client's form, and the lines that come of it. */
  async ask(
    service: WireInput<typeof ordersContract.createOrderLines>['service'],
    employeeNumbers: readonly string[],
    note: string,
  ): Promise<LineRef[]> {
    const employmentIds = await Promise.all(
      employeeNumbers.map((number) => this.world.employmentId(this.tenant, number)),
    );
    const { rows } = await this.world.stage.act(this.hr, ordersContract.createOrderLines, {
      tenantId: this.tenantId,
      service,
      period: this.world.stage.today().slice(0, 7),
      employmentIds,
      source: 'form',
      note,
    });
    return employeeNumbers.map((number) => {
      const { id, version } = rows.find((row: Line) => row.employeeNumber === number)!;
      return { id, version };
    });
  }

  /** The open line of a task for somebody, at the fund or at the other agencies. */
  async lineOf(employeeNumber: string, service: Line['service'], isFund = false): Promise<LineRef> {
    const rows = await this.world.stage.inside(
      this.world.tenantOf(this.tenant),
      (tx) => tx.sql<{ id: Id<'orl'>; version: number }>`
        select id, version from orders.line
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
           and employee_no = ${employeeNumber} and service = ${service}
           and (item = 'housingFund') = ${isFund}
           and state not in ('officialSucceeded', 'settled', 'cancelled')
         order by id`,
    );
    const [row] = rows;
    assert(row, `${employeeNumber} has no open line ${service}`);
    return { id: formatId('orl', row.id), version: row.version };
  }

  /** The line as it stands after news of its papers have changed it. */
  async now(line: LineRef): Promise<LineRef> {
    await this.settle();
    const { line: view } = await this.act(ordersContract.getOrderLine, {
      tenantId: this.tenantId,
      orderLineId: line.id,
    });
    return { id: view.id, version: view.version };
  }

  async step<O extends StepOperation>(
    operation: O,
    lines: readonly LineRef[],
    more: Omit<WireInput<O>, 'tenantId' | 'lines'>,
    player = this.specialist,
  ): Promise<LineRef[]> {
    const input = { tenantId: this.tenantId, lines: [...lines], ...more } as WireInput<O>;
    const answer = await this.world.stage.act(player, operation, input);
    const after = new Map(refsAfter(answer as Outcomes).map((line) => [line.id, line]));
    return lines.map(({ id }) => after.get(id)!);
  }

  take(lines: readonly LineRef[]): Promise<LineRef[]> {
    return this.step(ordersContract.takeOrderLines, lines, {});
  }

  /** Hands a line to the robot and lets its job run to the end. */
  async sendByRobot(line: LineRef): Promise<void> {
    const { stage } = this.world;
    const [set] = await this.step(ordersContract.setOrderChannel, [line], { channel: 'robot' });
    await this.step(ordersContract.submitOrderLines, [set!], {});
    const tenantId = this.world.tenantOf(this.tenant);
    const lineId = parseId('orl', line.id);
    const [job] = await stage.inside(
      tenantId,
      (tx) => tx.sql<{ id: Id<'job'> }>`
        select id from platform.job
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
           and kind = 'orders.submit_line' and subject_id = ${lineId} and state = 'queued'`,
    );
    assert(job, 'a line that waits for the robot has a job');
    await stage.finish(tenantId, formatId('job', job.id));
  }

  async keep(kind: Kind, paper: DemoPaper, period: string): Promise<string> {
    const kept = await this.act(
      evidenceContract.uploadEvidence,
      {
        tenantId: this.tenantId,
        kind,
        sourceName: `${paper.agency}（演示）`,
        verificationCode: paper.code,
        period,
      },
      { name: `${paper.title}.pdf`, type: 'application/pdf', content: paperPdf(paper) },
    );
    return kept.id;
  }

  /** 官方成功 with a certificate of the agency for this one person. */
  async prove(
    lines: readonly LineRef[],
    kind: Kind,
    paper: Omit<DemoPaper, 'layout' | 'issuedOn'>,
  ): Promise<void> {
    const issuedOn = this.world.stage.today();
    const period = issuedOn.slice(0, 7);
    const evidenceId = await this.keep(kind, { ...paper, layout: 'certificate', issuedOn }, period);
    await this.step(ordersContract.recordOrderResult, lines, { evidenceId });
  }

  async thread(line: LineRef): Promise<string> {
    const { threadId } = await this.act(ordersContract.openOrderThread, {
      tenantId: this.tenantId,
      orderLineId: line.id,
    });
    return threadId;
  }

  async say(
    threadId: string,
    text: string,
    more: {
      readonly by?: Player;
      readonly waitFor?: 'specialist' | 'clientHr' | 'employee' | 'nobody';
    } = {},
  ): Promise<void> {
    const { by = this.specialist, ...waitFor } = more;
    await this.world.stage.act(by, messagesContract.postMessage, {
      tenantId: this.tenantId,
      threadId,
      text,
      ...waitFor,
    });
  }

  async askPapers(
    threadId: string,
    from: 'employee' | 'clientHr',
    papers: Papers,
    more: { readonly note?: string; readonly dueOn?: string } = {},
  ): Promise<Request> {
    const request = await this.act(messagesContract.askPapers, {
      tenantId: this.tenantId,
      threadId,
      from,
      papers,
      ...more,
    });
    await this.settle();
    return request;
  }

  /** A paper as its request names it. */
  paperOf(request: Request, name: string): string {
    const paper = request.papers.find((one) => one.name === name);
    assert(paper, `nobody asked for ${name}`);
    return paper.id;
  }

  async decide(threadId: string, paperId: string, refusal: string | null): Promise<void> {
    const thread = await this.act(messagesContract.getThread, {
      tenantId: this.tenantId,
      threadId,
    });
    const papers = thread.requests.flatMap((request) => request.papers);
    const { version } = papers.find(({ id }) => id === paperId)!;
    const one = { tenantId: this.tenantId, paperId, version };
    if (refusal === null) await this.act(messagesContract.acceptPaper, one);
    else await this.act(messagesContract.refusePaper, { ...one, reason: refusal });
    await this.settle();
  }
}
