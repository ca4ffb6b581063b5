import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/local/program.js';

interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** The demo as `npm run demo` starts it once all is set up. */
async function demo(...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, [join(ROOT, 'out/scripts/demo.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (output += piece.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  const folder = /The files lie in (\S+)/.exec(output)?.[1];
  if (folder) await rm(folder, { recursive: true, force: true });
  return { code, output };
}

describe('the demo', () => {
  test('ends with equal files, a balanced ledger, and both debts', async () => {
    const { code, output } = await demo();
    expect(output).toMatch(/8 files equal, byte for byte/);
    expect(output).toMatch(/the commons owes (Ada|Ben|Cleo|Dan|Eve)/);
    expect(output).toMatch(/(Ada|Ben|Cleo|Dan|Eve) ·\w{4} owes (Ada|Ben|Cleo|Dan|Eve) ·\w{4} 0\.\d{3} CC/);
    expect(output).toMatch(/Everything owed is owed by somebody/);
    expect(code, output).toBe(0);
  });

  test.each([
    ['result', /is not what the engine makes of/],
    ['block', /Spoiled on purpose: \d+ stored blocks[\s\S]*The demo failed: Ada: waited/],
    ['vote', /A result was not accepted: rejected/],
  ])('fails when the %s is spoiled', async (what, message) => {
    const { code, output } = await demo('--break', what);
    expect(output).toMatch(message);
    expect(code, output).toBe(1);
  });

  test('says what it can break', async () => {
    const { code, output } = await demo('--break', 'nothing');
    expect(output).toMatch(/--break takes result, block, vote/);
    expect(code).toBe(1);
  });
});
