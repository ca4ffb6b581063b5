/** The shape of a table of calls between a screen (or another client of a node) and the node. */
import type { z } from 'zod';

export interface IpcCall {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

export type IpcTable = Readonly<Record<string, IpcCall>>;

/** What the handlers of a table look like: the compiler asks for one a call. */
export type HandlersOf<Table extends IpcTable> = {
  readonly [Name in keyof Table]: (input: z.infer<Table[Name]['input']>) => Promise<z.infer<Table[Name]['output']>>;
};
