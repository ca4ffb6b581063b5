/** What methods are given: checked before anything is done with it. */
import type { HexString } from '@polkadot/util/types';
import { z } from 'zod';
import { AppError } from '../../../domain/errors.js';

/** Bytes as hex. */
export const hexText = z.custom<HexString>((value) => typeof value === 'string' && /^0x([0-9a-f]{2})*$/i.test(value));
/** A block's hash, or nothing for the head. */
export const optionalHash = z
  .custom<HexString>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value))
  .nullish();
export const pageSize = z.number().int().min(1).max(1000);
export const storageKeys = z.array(hexText).max(256);
/** The name of a runtime call. */
export const methodName = z.string().regex(/^\w{3,128}$/);

type Values<Schemas extends readonly z.ZodType[]> = { [Index in keyof Schemas]: z.infer<Schemas[Index]> };

/** Reads a call's parameters in order; those left out count as undefined. @throws AppError `input.malformed`. */
export function readParameters<const Schemas extends readonly z.ZodType[]>(
  schemas: Schemas,
  given: readonly unknown[],
): Values<Schemas> {
  return schemas.map((schema, index) => {
    const parsed = schema.safeParse(given[index]);
    if (parsed.success) return parsed.data;
    throw new AppError('input.malformed', `Parameter ${index + 1} of this call is not what it should be.`, {
      data: { parameter: index + 1 },
    });
  }) as Values<Schemas>;
}
