/** Our contracts as the node calls them: ABIs by name, and a typed call for the submitter. */
import type {
  Abi,
  AbiStateMutability,
  ContractFunctionArgs,
  ContractFunctionName,
  ContractFunctionReturnType,
} from 'viem';
import type { ContractName, NetworkProfile } from '../../domain/wire/profile.js';
import {
  creditLedgerAbi,
  lensAbi,
  parametersAbi,
  registryAbi,
  settlementAbi,
  taskClaimsAbi,
  taskMarketAbi,
  verificationAbi,
} from './contracts.gen.js';
import type { ContractCall, Submitter } from './submit.js';

export const CONTRACT_ABIS = {
  parameters: parametersAbi,
  creditLedger: creditLedgerAbi,
  registry: registryAbi,
  taskMarket: taskMarketAbi,
  taskClaims: taskClaimsAbi,
  verification: verificationAbi,
  settlement: settlementAbi,
  lens: lensAbi,
} as const satisfies Record<ContractName, Abi>;

type Abis = typeof CONTRACT_ABIS;
type Writing = 'nonpayable' | 'payable';
type Reading = 'view' | 'pure';
type NamesOf<Contract extends ContractName, Kind extends AbiStateMutability> = ContractFunctionName<
  Abis[Contract],
  Kind
>;

/** The contracts of one network: arguments and results are typed by the ABI. */
export class Contracts {
  constructor(
    private readonly addresses: NetworkProfile['contracts'],
    private readonly submitter: Submitter,
  ) {}

  /** @throws AppError `chain.refused`, `funds.not-enough`, `chain.unreachable`. */
  send<Contract extends ContractName, Name extends NamesOf<Contract, Writing>>(
    contract: Contract,
    name: Name,
    args: ContractFunctionArgs<Abis[Contract], Writing, Name>,
  ): Promise<void> {
    return this.submitter.send(this.#call(contract, name, args as readonly unknown[]));
  }

  /** @throws AppError `chain.refused`, `chain.unreachable`. */
  view<Contract extends ContractName, Name extends NamesOf<Contract, Reading>>(
    contract: Contract,
    name: Name,
    args: ContractFunctionArgs<Abis[Contract], Reading, Name>,
  ): Promise<ContractFunctionReturnType<Abis[Contract], Reading, Name>> {
    return this.submitter.view(this.#call(contract, name, args as readonly unknown[]));
  }

  #call(contract: ContractName, name: string, args: readonly unknown[]): ContractCall {
    return { address: this.addresses[contract], abi: CONTRACT_ABIS[contract], name, args };
  }
}
