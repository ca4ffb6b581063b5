/** A small network for fault tests: one host, a few people, everything in a temp folder, everything ended afterwards. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalNetwork, startNetwork } from '../../scripts/local/network.js';
import { redAndBlue } from '../main/tasks/pictures.js';
import { Person } from './person.js';

const JOIN_LIMIT_MS = 60_000;

const PLAIN_NODE = 'out/tests/nodes/mortal-node.js';

export interface Part {
  readonly flags: readonly string[];
  /** The built file of another node than one that does as it should. */
  readonly entry?: string;
  /** Is not there from the beginning. */
  readonly isLate?: boolean;
}

/** What each person's node is started with, by name. */
export type Cast<Name extends string> = Readonly<Record<Name, Part>>;

export interface Town<Name extends string> {
  readonly folder: string;
  readonly network: LocalNetwork;
  /** Ends the host as `kill -9` would. */
  readonly killHost: () => Promise<void>;
  /** Starts the host again where it was. */
  readonly reopen: () => Promise<LocalNetwork>;
  readonly people: Readonly<Record<Name, Person>>;
  /** Two small pictures. */
  readonly photos: readonly string[];
  readonly dispose: () => Promise<void>;
}

/** Hosts a network, starts everybody's node and waits until each is registered, and seated where it checks. */
export async function openTown<Name extends string>(cast: Cast<Name>): Promise<Town<Name>> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-town-'));
  const names = Object.keys(cast) as Name[];
  const place = join(folder, 'network');
  let network = await startNetwork(place, names.length);
  const people = names.map((name, index) => {
    const { flags, entry = PLAIN_NODE } = cast[name];
    return new Person(name, join(folder, name), network.invitations[index] ?? '', flags, entry);
  });
  const dispose = async (): Promise<void> => {
    await Promise.all(people.map((person) => person.stop()));
    await network.program.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const photos = await takePhotos(folder);
    const early = people.filter((person) => !cast[person.name as Name].isLate);
    await Promise.all(early.map(settleIn));
    return {
      folder,
      network,
      killHost: () => network.program.kill(),
      reopen: async () => {
        network = await startNetwork(place, 0);
        return network;
      },
      photos,
      dispose,
      people: Object.fromEntries(people.map((person) => [person.name, person])) as Record<Name, Person>,
    };
  } catch (thrown) {
    await dispose();
    throw thrown;
  }
}

/** Starts a person's node and waits until it is registered, and seated where it checks. */
export async function settleIn(person: Person): Promise<void> {
  const node = await person.start();
  await node.until('a place in the network', JOIN_LIMIT_MS, async () => {
    const { isRegistered, hasSeat } = await node.call('people.me', null);
    return isRegistered && (hasSeat || !person.isChecker) ? true : undefined;
  });
}

async function takePhotos(folder: string): Promise<string[]> {
  await mkdir(join(folder, 'photos'));
  const sizes = { one: [96, 64], two: [64, 96] } as const;
  return Promise.all(
    Object.entries(sizes).map(async ([name, [width, height]]) => {
      const path = join(folder, 'photos', `${name}.jpg`);
      await writeFile(path, (await redAndBlue(width, height)).writeToBuffer('.jpg'));
      return path;
    }),
  );
}
