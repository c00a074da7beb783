import type { Action, Block, LifePlan, Scene } from './scenes';

const ETH = 10n ** 18n;

/** A list without a half of it, without a quarter, ... without a single item. */
function* withoutParts<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let size = Math.ceil(items.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    // From the end: what came after the failure goes first.
    for (let end = items.length; end > 0; end -= size) {
      yield [...items.slice(0, Math.max(0, end - size)), ...items.slice(end)];
    }
  }
}

/** A list with one item replaced by something simpler. */
function* withSimpler<Item>(
  items: readonly Item[],
  simplerOf: (item: Item) => Iterable<readonly Item[]>,
): Generator<readonly Item[]> {
  for (const [index, item] of items.entries()) {
    for (const instead of simplerOf(item)) {
      yield [...items.slice(0, index), ...instead, ...items.slice(index + 1)];
    }
  }
}

/** The plain form of an action: round amounts, everything, to oneself. */
function plain(action: Action): Action {
  switch (action.kind) {
    case 'stake':
      return { ...action, amount: ETH, how: 'deposit', receiver: action.who };
    case 'exit':
      return { ...action, part: 1_000, receiver: action.who, withReport: false };
    case 'redeem':
      return { ...action, part: 1_000, receiver: action.who };
    case 'mev':
      return { ...action, amount: ETH, how: 'sent' };
    case 'donate':
      return { ...action, amount: ETH };
    case 'report':
      return { ...action, bps: action.bps < 0 ? -100 : 100 };
    case 'return-eth':
      return { ...action, percent: 100 };
    default:
      return action;
  }
}

function* simplerActions(action: Action): Generator<readonly Action[]> {
  for (const [field, value] of Object.entries(plain(action)) as [keyof Action, unknown][]) {
    if (action[field] !== value) {
      yield [Object.assign({}, action, { [field]: value })];
    }
  }
}

function* simplerBlocks(block: Block): Generator<readonly Block[]> {
  for (const actions of withoutParts(block.actions)) {
    if (actions.length > 0) {
      yield [{ ...block, actions }];
    }
  }
  for (const actions of withSimpler(block.actions, simplerActions)) {
    yield [{ ...block, actions }];
  }
  for (const wait of [12, 86_400]) {
    if (wait < block.wait) {
      yield [{ ...block, wait }];
    }
  }
}

function* simplerScenes(scene: Scene): Generator<readonly Scene[]> {
  if (scene.kind === 'block') {
    yield* simplerBlocks(scene);
  } else if (scene.kind === 'quiet') {
    if (scene.blocks > 1 || scene.hours > 1) {
      yield [{ ...scene, blocks: 1, hours: 1 }];
    }
  } else {
    // The fork may have nothing to do with it.
    yield scene.scenes;
    for (const scenes of withoutParts(scene.scenes)) {
      yield [{ ...scene, scenes }];
    }
    for (const scenes of withSimpler<Scene>(scene.scenes, simplerScenes)) {
      yield [{ ...scene, scenes: scenes.filter((each) => each.kind !== 'fork') }];
    }
  }
}

/** Simpler plans of a life, the boldest cuts first. */
function* simplerPlans(plan: LifePlan): Generator<LifePlan> {
  for (const scenes of withoutParts(plan.scenes)) {
    yield { ...plan, scenes };
  }
  for (const early of withoutParts(plan.early)) {
    yield { ...plan, early };
  }
  if (plan.isRunning) {
    yield { ...plan, isRunning: false };
  }
  for (const scenes of withSimpler(plan.scenes, simplerScenes)) {
    yield { ...plan, scenes };
  }
  for (const early of withSimpler(plan.early, simplerBlocks)) {
    yield { ...plan, early };
  }
}

/**
 * The simplest plan that it finds whose life still fails, by cutting parts away as long as it does. Of a life of many
 * scenes nearly all have nothing to do with the failure; a general shrinker takes far longer to find out.
 * @param fails the failure of a life, `null` when it goes well.
 * @param deadline in milliseconds since 1970, when what was found has to do.
 */
export async function shrink<Failure>(
  plan: LifePlan,
  fails: (plan: LifePlan) => Promise<Failure | null>,
  deadline: number,
): Promise<{ readonly plan: LifePlan; readonly failure: Failure | null }> {
  let found: { readonly plan: LifePlan; readonly failure: Failure | null } = { plan, failure: null };
  for (let isSimpler = true; isSimpler && Date.now() < deadline;) {
    isSimpler = false;
    for (const candidate of simplerPlans(found.plan)) {
      if (Date.now() >= deadline) {
        break;
      }
      const failure = await fails(candidate);
      if (failure !== null) {
        found = { plan: candidate, failure };
        isSimpler = true;
        break;
      }
    }
  }
  return found;
}
