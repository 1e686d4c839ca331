import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { uses } from '../../modules/uses.ts';
import { boundaryRules, circleInUses } from './boundaries.ts';
import { callRules } from './calls.ts';
import { clusterRules } from './cluster.ts';
import { nameRules } from './names.ts';
import { packageRules } from './packages.ts';
import { policyRules } from './policy.ts';
import { checkedOutRepository, plantedRepository } from './repository.ts';
import { report } from './rule.ts';
import { shapeRules } from './shape.ts';
import { testRules } from './tests.ts';

const rules = [
  ...boundaryRules,
  ...callRules,
  ...clusterRules,
  ...nameRules,
  ...packageRules,
  ...policyRules,
  ...shapeRules,
  ...testRules,
];
const repository = checkedOutRepository();

describe('仓库守则', () => {
  for (const rule of rules) {
    test(rule.name, () => {
      const findings = [...rule.find(repository)];
      assert.ok(findings.length === 0, report(rule, findings));
    });
  }
});

describe('守则自检：故意违反，必须报出', () => {
  for (const rule of rules) {
    test(rule.name, () => {
      assert.ok(
        rule.probes.some(({ found }) => found.length > 0),
        'a rule without a violation',
      );
      for (const { files, found } of rule.probes) {
        const places = [...rule.find(plantedRepository(files))].map((f) => `${f.path}:${f.line}`);
        assert.deepEqual(places.toSorted(), [...found].toSorted());
      }
    });
  }
});

test('模块调用表没有环', () => {
  assert.equal(circleInUses(uses), null);
  assert.equal(circleInUses({ a: ['b'], b: ['c'], c: ['a'] }), 'a → b → c → a');
});

test('守则名称不重复', () => {
  assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length);
});
