import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApi, operations } from './index.ts';

type Document = {
  openapi: string;
  paths: Record<
    string,
    Record<
      string,
      { operationId: string; responses: object; parameters: { in: string; name: string }[] }
    >
  >;
};

const document = openApi() as unknown as Document;
const described = Object.values(document.paths).flatMap((path) => Object.values(path));

test('接口文档包含每一个操作，每个失败都列出', () => {
  assert.equal(document.openapi, '3.1.0');
  assert.deepEqual(
    described.map(({ operationId }) => operationId).toSorted(),
    operations.map(({ id }) => id).toSorted(),
  );
  for (const operation of operations) {
    const text = JSON.stringify(
      described.find(({ operationId }) => operationId === operation.id)!.responses,
    );
    for (const code of Object.keys(operation.failures)) assert.ok(text.includes(code), code);
  }
});

test('路径参数都有说明，没有残留的冒号写法', () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    assert.ok(!path.includes(':'), path);
    for (const { parameters } of Object.values(methods)) {
      const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      assert.deepEqual(new Set(inPath), new Set(names), path);
    }
  }
});

test('文档可以序列化，编号与金额在线路上是文本', () => {
  const text = JSON.stringify(document);
  assert.ok(text.includes('yuan, two decimals, as text'));
  assert.ok(text.length > 50_000);
});
