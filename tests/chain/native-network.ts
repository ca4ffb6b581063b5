/** The same runtime and contracts on a native node; accounts exist from the first block, since nobody welcomes them. */
import { readFile } from 'node:fs/promises';
import { u8aToHex } from '@polkadot/util';
import { generatePrivateKey } from 'viem/accounts';
import type { NetworkProfile } from '../../domain/wire/profile.js';
import { connect } from '../../main/chain/connection.js';
import { Contracts } from '../../main/chain/contracts.js';
import { Submitter } from '../../main/chain/submit.js';
import { deploy } from '../../main/network/deploy.js';
import { makeInvitation, registrarAddress } from '../../main/network/invite.js';
import { acquireChopsticks, releaseChopsticks } from '../../main/workers/chain/chopsticks.js';
import { makeGenesis } from '../../main/workers/chain/genesis.js';
import { startNativeNode } from './native-node.js';
import { type StartNetwork, contractFiles, deployer, silentLog } from './test-network.js';

const RUNTIME = 'assets/chain/corehour.wasm';

export const startNative: StartNetwork = async (keys) => {
  const { spec, genesisHash } = await makeSpecification([deployer, ...keys].map(({ pair }) => pair.address));
  const node = await startNativeNode(spec);
  try {
    const line = { name: 'Native test', endpoints: [node.endpoint], genesisHash };
    const connection = await connect(line, silentLog);
    const secret = generatePrivateKey();
    const registrar = registrarAddress(secret);
    const { pair } = deployer;
    const deployed = await deploy({ connection, pair, registrar, files: contractFiles, kind: 'native' });
    const contracts = new Contracts(deployed.contracts, new Submitter(connection, pair));
    const asset = { symbol: 'UNIT', decimals: 9 };
    const profile: NetworkProfile = {
      version: 1,
      kind: 'native',
      ...line,
      ...deployed,
      asset,
      hosted: false,
      bootstrapPeers: [],
    };
    return {
      profile,
      invite: () => makeInvitation(secret, contracts),
      dispose: async () => {
        await connection.dispose();
        await node.dispose();
      },
    };
  } catch (thrown) {
    await node.dispose();
    throw thrown;
  }
};

/** The first block as the chain process makes it, in the words of a native node's chain specification. */
async function makeSpecification(endowed: readonly string[]) {
  const core = await acquireChopsticks();
  try {
    const { record, writes } = await makeGenesis(core, u8aToHex(await readFile(RUNTIME)), endowed);
    const named = { name: 'Native test', id: 'native-test', chainType: 'Development', bootNodes: [] };
    const placed = { relay_chain: 'dev', para_id: 1000, properties: {} };
    const raw = { top: Object.fromEntries(writes), childrenDefault: {} };
    return { spec: { ...named, ...placed, genesis: { raw } }, genesisHash: record.hash };
  } finally {
    await releaseChopsticks(core);
  }
}
