import { z } from 'zod';

/** The shape on the wire: the input side of the codecs, for requests and answers alike. */
export function wireSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
