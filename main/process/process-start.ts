/** When a process started, in words that no other process of the same id shares. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A word for the running process `pid`, equal as long as it lives and different for any later one with its id;
 * undefined when none runs (one that ended and waits for its parent counts as ended).
 */
export function processStart(pid: number): string | undefined {
  try {
    return process.platform === 'linux' ? linuxStart(pid) : psStart(pid);
  } catch {
    return undefined;
  }
}

function linuxStart(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets and may hold anything, brackets and spaces too.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const startTicks = fields[19];
  if (state === 'Z' || state === 'X' || startTicks === undefined) return undefined;
  return `${bootId()}/${startTicks}`;
}

/** Ticks count from the boot, so the boot is part of the word. */
function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function psStart(pid: number): string | undefined {
  const line = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
  return line === '' || line.startsWith('Z') ? undefined : line.slice(line.indexOf(' ')).trim();
}
