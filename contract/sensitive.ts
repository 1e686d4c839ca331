import type { Operation } from './operation.ts';
import { wireSchema } from './wire-schema.ts';

type Shape = {
  'x-sealed'?: boolean;
  properties?: Record<string, Shape>;
  anyOf?: Shape[];
};

/** Where sealed texts stand in the input of the operation, such as `person.phone`. */
export function sensitivePlaces(operation: Operation): string[] {
  return placesIn(wireSchema(operation.input), '');
}

function placesIn(shape: Shape, place: string): string[] {
  if (shape['x-sealed'] === true) return [place];
  const inChoices = (shape.anyOf ?? []).flatMap((choice) => placesIn(choice, place));
  const inNames = Object.entries(shape.properties ?? {}).flatMap(([name, property]) =>
    placesIn(property, place === '' ? name : `${place}.${name}`),
  );
  return [...inChoices, ...inNames];
}
