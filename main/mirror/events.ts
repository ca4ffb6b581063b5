/** The contracts' events as a union that narrows by contract and name; all of it comes from the ABIs. */
import type { ContractEventName, DecodeEventLogReturnType } from 'viem';
import type { ContractName } from '../../domain/wire/profile.js';
import type { CONTRACT_ABIS } from '../chain/contracts.js';

type Abis = typeof CONTRACT_ABIS;
export type WatchedContract = Exclude<ContractName, 'lens' | 'parameters'>;

export type EventOf<Contract extends WatchedContract = WatchedContract> = {
  [C in Contract]: {
    [Name in ContractEventName<Abis[C]>]: {
      readonly contract: C;
      readonly name: Name;
      readonly args: DecodeEventLogReturnType<Abis[C], Name>['args'];
    };
  }[ContractEventName<Abis[C]>];
}[Contract];
