import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operations, sensitivePlaces } from '@heyi/contract';
import { freePlaces } from '../world/sample-input.ts';

/** How a field is called that holds what nobody but the addressee should read. */
const personal = /^(?:\w*[pP]assword|\w*[pP]hone|documentNumber|accountNumber|idNumber|mobile)$/;

const nameOf = (place: string) => place.split('.').at(-1)!;

/** Programs sign their requests and choose how to send them; people's browsers always seal. */
const ofPeople = operations.filter(({ scope }) => scope !== 'app');

test('证件号、账号、电话、密码：每一格都约定封存', () => {
  const bare = ofPeople.flatMap((operation) => {
    const sealed = sensitivePlaces(operation);
    const places = freePlaces(operation).filter((place) => personal.test(nameOf(place)));
    return places.filter((place) => !sealed.includes(place)).map((at) => `${operation.id} ${at}`);
  });
  assert.deepEqual(bare, []);
});

test('封存的格都叫得出名字，也不在网址里', () => {
  const found = ofPeople.flatMap((operation) =>
    sensitivePlaces(operation).map((place) => ({ operation, place })),
  );
  assert.ok(found.length > 8, String(found.length));
  for (const { operation, place } of found) {
    assert.match(nameOf(place), personal, `${operation.id} ${place}`);
    assert.ok(operation.method === 'POST' || operation.method === 'PUT', operation.id);
  }
});
