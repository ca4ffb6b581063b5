/** Calls as the page itself makes them, timed on its side. */
import type { Page } from '@playwright/test';

interface Bridged {
  readonly corehour: { readonly call: (name: string, input: null) => Promise<unknown> };
}

/** Milliseconds from call to answer, of so many calls one after the other. */
export async function callTimes(page: Page, name: string, count: number): Promise<number[]> {
  return page.evaluate(
    async ([asked, times]) => {
      const { corehour } = globalThis as unknown as Bridged;
      const taken: number[] = [];
      for (let index = 0; index < times; index += 1) {
        const startedAt = performance.now();
        await corehour.call(asked, null);
        taken.push(performance.now() - startedAt);
      }
      return taken;
    },
    [name, count] as const,
  );
}
