export { accounts, feeRecipient, MNEMONIC, operatorAccount, seededUsers, walletAccounts } from './accounts';
export { AnvilRpcError, startAnvil, type Anvil, type AnvilOptions } from './anvil';
export { loadArtifact } from './contracts/artifacts';
export {
  deployProtocol,
  replacePoolCode,
  upgradePool,
  type DeployOptions,
  type DevnetContracts,
  type PoolVersion,
} from './contracts/deploy';
export { startHub, type Hub, type HubOptions } from './hub/hub';
export { makeProposal, seededProposals, type HubProposal, type HubVote, type ProposalDraft } from './hub/poll';
export { launchDevnet, LOCAL_CHAIN_ID, type Devnet, type DevnetOptions } from './launcher';
export { ChainClient, type ChainRequest } from './operator/chain-client';
export { SequencerPool } from './metis/sequencers';
export { runBoth, type CommandRunner } from './metis/operator';
export { parseCommand } from './operator/commands';
export { OperatorError } from './operator/errors';
export { Operator, type OperatorOptions, type OperatorStatus } from './operator/operator';
export { gatewaySource } from './rewards/gateway';
export { harvestParamsFromFile, makeRewardsFile, serializeRewardsFile } from './rewards/rewards-file';
export { RewardsStore } from './rewards/rewards-store';
export { toJson } from './server';
