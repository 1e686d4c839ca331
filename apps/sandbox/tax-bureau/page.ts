/** What a person sees of the stand-in: one page, in the words of the real program. */
export const page = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>扣缴端（仿真）</title>
<style>
  body { margin: 0 auto; max-width: 760px; padding: 24px 16px 64px; color: #1c2b30;
    background: #f5f7f8; font: 15px/1.6 "PingFang SC", "Noto Sans SC", system-ui, sans-serif;
    font-variant-numeric: tabular-nums; }
  h1 { font-size: 20px; margin: 0; }
  h2 { font-size: 15px; margin: 0 0 6px; }
  section { background: #fff; border: 1px solid #e3e8ea; border-radius: 8px;
    padding: 14px 16px; margin-top: 14px; }
  .row { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; }
  .quiet { color: #647479; font-size: 13px; margin: 2px 0 8px; }
  select, input { font: inherit; padding: 5px 8px; max-width: 100%; }
  button { font: inherit; padding: 6px 16px; border: 0; border-radius: 6px; cursor: pointer;
    background: #0f4c5c; color: #fff; }
  button:disabled { background: #b8c4c8; cursor: default; }
  output { display: block; margin-top: 6px; }
  output.bad { color: #b3261e; }
</style>
<h1>自然人电子税务局（扣缴端）· 仿真</h1>
<p class="quiet">只用于演示：它按自己收到的申报独立算税，不连任何税务机关。<br>
A stand-in for the tax client, for the demo only: it computes on what was declared to it.</p>
<section class="row">
  <label>扣缴义务人 <select id="agent"></select></label>
  <label>税款所属期 <input id="period" type="month" size="8"></label>
</section>
<section>
  <h2>1 人员信息采集</h2>
  <p class="quiet">导入人员信息采集表，下载反馈。</p>
  <div class="row"><input type="file" id="people" accept=".xlsx" aria-label="人员信息采集表">
    <button id="register">报送并获取反馈</button></div>
  <output id="registered"></output>
</section>
<section>
  <h2>2 收入表与算税</h2>
  <p class="quiet">导入申报表，下载算税结果；每种收入一份。</p>
  <div class="row"><input type="file" id="sheet" accept=".xlsx" aria-label="收入表">
    <button id="calculate">算税</button></div>
  <output id="calculated"></output>
</section>
<section>
  <h2>3 申报</h2>
  <div class="row"><button id="declare">发送申报</button></div>
  <output id="declared"></output>
</section>
<section>
  <h2>4 缴款与凭证</h2>
  <div class="row"><button id="pay">立即缴款</button> <button id="certify">下载完税证明</button></div>
  <output id="paid"></output>
</section>
<script type="module">
  const by = (id) => document.getElementById(id);
  let standing = null;
  const period = () => by('period').value;
  const call = (noun, body, method = 'POST') =>
    fetch('/tax-bureau/v1/agents/' + by('agent').value + '/' + noun + '?period=' + period(), { method, body });
  const say = (id, text, bad = false) => {
    by(id).textContent = text;
    by(id).className = bad ? 'bad' : '';
  };
  const save = async (answer, name) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
  };
  /** Tells a refusal in the bureau's words. */
  const attempt = async (id, work) => {
    const answer = await work();
    if (answer.ok) return answer;
    say(id, (await answer.json()).text, true);
    return null;
  };
  async function look() {
    standing = await (await call('standing', undefined, 'GET')).json();
    by('declare').disabled = !standing.calculated;
    by('pay').disabled = !(Number(standing.due) > 0);
    by('certify').disabled = !standing.voucher_number;
    const { calculated } = standing;
    say('registered', '已报送 ' + (standing.registered ?? 0) + ' 人');
    say('calculated', calculated ? '已算税 ' + calculated.people + ' 行，税额 ' + calculated.tax : '');
    say('declared', standing.receipt_number
      ? '申报成功，回执号 ' + standing.receipt_number + '，税额 ' + standing.declared : '');
    say('paid', standing.voucher_number ? '凭证号 ' + standing.voucher_number
      : standing.due ? '应缴 ' + standing.due : '');
  }
  async function sendFile(field, output, noun, name) {
    const file = by(field).files[0];
    if (!file) return say(output, '请先选择文件', true);
    const answer = await attempt(output, () => call(noun, file));
    if (!answer) return;
    await save(answer, name);
    await look();
  }
  const agentName = () => by('agent').selectedOptions[0].text;
  by('register').onclick = () =>
    sendFile('people', 'registered', 'registrations', '人员信息采集反馈 ' + agentName() + '.xlsx');
  by('calculate').onclick = () =>
    sendFile('sheet', 'calculated', 'calculations',
      period() + ' 算税结果 ' + agentName() + '.xlsx');
  by('declare').onclick = async () => {
    const answer = await attempt('declared', () => call('returns'));
    if (!answer) return;
    const result = await answer.json();
    await look();
    if (result.state === 'rejected') say('declared', '申报失败：' + result.text, true);
  };
  by('pay').onclick = async () => {
    const body = JSON.stringify({ amount: standing.due });
    if (await attempt('paid', () => call('payments', body))) await look();
  };
  by('certify').onclick = async () => {
    const answer = await attempt('paid', () => call('certificate', undefined, 'GET'));
    if (answer) await save(answer, period() + ' 完税证明 ' + agentName() + '.pdf');
  };
  const { agents } = await (await fetch('/tax-bureau/v1/agents')).json();
  for (const { code, name } of agents) by('agent').add(new Option(name || code, code));
  /** The month after the last that was declared. */
  function chooseNext() {
    const last = agents.find(({ code }) => code === by('agent').value)?.last_declared;
    const day = last ? new Date(last + '-01') : new Date();
    if (last) day.setUTCMonth(day.getUTCMonth() + 1);
    by('period').value = day.toISOString().slice(0, 7);
    return look();
  }
  by('agent').onchange = () => void chooseNext();
  by('period').onchange = () => void look();
  if (agents.length > 0) await chooseNext();
</script>
</html>
`;
