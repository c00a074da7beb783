import { isSameAddress, type Address } from '@pooled-staking/core';
import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import { knowNews } from '../install/news';
import { settingsPart, type Settings } from '../wallet/settings';
import { isObject } from '../wallet/state';
import type { Wallet } from '../wallet/wallet';
import { changeAccount, readAccount, readChoices, readRenaming, type FormReading } from './read-form';
import { backButton, buttons, ClearDialog, forms, MineDialog, SettingsView, type SettingsProps } from './view';

/** By which interfaces of the settings are known. */
export const settingsSurface = 'settings';

/** What an interface of the settings knows of itself. */
type Place = { readonly isInHome: boolean; readonly renaming: Address | null };

type Looks = Pick<SettingsProps, 'faults' | 'note' | 'fresh'>;

/** What is stored is shown in every form. */
const anew: Looks = { faults: {}, note: null, fresh: Object.values(forms) };

/** Typed text stays as it is. */
const unchanged: Looks = { ...anew, fresh: [] };

type Picture = { readonly ui: JSXElement; readonly context: Record<string, unknown> };

async function draw(wallet: Wallet, place: Place, looks: Looks): Promise<Picture> {
  const [settings, { locale, showsTestnets }] = await Promise.all([wallet.readSettings(), wallet.readPreferences()]);
  const texts = await wallet.readTexts(locale);
  const { canFetch } = wallet;
  return {
    ui: SettingsView({ settings, texts, canFetch, showsTestnets, ...place, ...looks }),
    context: { surface: settingsSurface, ...place },
  };
}

/** Makes the settings page. @returns the id of its interface. */
export async function openSettings(wallet: Wallet): Promise<string> {
  const { ui, context } = await draw(wallet, { isInHome: false, renaming: null }, anew);
  return wallet.createInterface(ui, context);
}

/** An interface that the person has closed meanwhile needs no update. */
async function show(wallet: Wallet, id: string, place: Place, looks: Looks): Promise<void> {
  const { ui, context } = await draw(wallet, place, looks);
  await wallet.updateInterface(id, ui, context).catch(() => undefined);
}

/** Shows the settings in an interface of the home page, with a way back to it. */
export async function showSettings(wallet: Wallet, id: string): Promise<void> {
  await show(wallet, id, { isInHome: true, renaming: null }, anew);
}

const update = async (wallet: Wallet, change: (settings: Settings) => Settings): Promise<boolean> =>
  wallet.state.update(settingsPart, change).then(
    () => true,
    () => false,
  );

/** A question is on show: the second press of a button asks no second one. */
let isAsking = false;

async function ask(wallet: Wallet, dialog: JSXElement): Promise<boolean> {
  if (isAsking) {
    return false;
  }
  isAsking = true;
  try {
    return await wallet.confirm(dialog);
  } catch {
    return false;
  } finally {
    isAsking = false;
  }
}

async function textsOf(wallet: Wallet): ReturnType<Wallet['readTexts']> {
  return wallet.readTexts((await wallet.readPreferences()).locale);
}

/** Only here an account becomes the person's own. */
async function askWhetherMine(wallet: Wallet, address: string): Promise<boolean | null> {
  const { accounts } = await wallet.readSettings();
  const account = accounts.find((each) => isSameAddress(each.address, address as Address));
  const { t } = await textsOf(wallet);
  if (!account || account.isOwn || !(await ask(wallet, MineDialog({ account, t })))) {
    return null;
  }
  return update(wallet, (settings) => changeAccount(settings, address, (each) => ({ ...each, isOwn: true })));
}

async function clear(wallet: Wallet): Promise<boolean | null> {
  const { t } = await textsOf(wallet);
  if (!(await ask(wallet, ClearDialog({ t })))) {
    return null;
  }
  try {
    await wallet.clear();
  } catch {
    return false;
  }
  // Who clears what is stored knows the Snap: an update has nothing else to tell than before.
  await knowNews(wallet).catch(() => undefined);
  return true;
}

/** Keeps what a form says, and what is to be seen then. */
async function submit(wallet: Wallet, form: string, at: 'account' | 'choices', reading: FormReading): Promise<Looks> {
  if ('faults' in reading) {
    return { ...unchanged, faults: reading.faults };
  }
  const isKept = await update(wallet, reading.change);
  return { ...unchanged, note: { at, said: isKept ? 'saved' : 'failed' }, fresh: isKept ? [form] : [] };
}

/** What a change of an account shows; `null`: none was made. */
const looksAfter = (isKept: boolean | null): Looks =>
  isKept === false ? { ...unchanged, note: { at: 'account', said: 'failed' } } : unchanged;

/** The event of an interface, as far as it is used. */
type Event = { readonly type: string; readonly name?: string | undefined; readonly value?: unknown };

async function press(wallet: Wallet, name: string, place: Place): Promise<readonly [Place, Looks] | undefined> {
  const [button, address = ''] = name.split(':');
  switch (button) {
    case buttons.mine:
      return [place, looksAfter(await askWhetherMine(wallet, address))];
    case buttons.notMine:
      return [
        place,
        looksAfter(
          await update(wallet, (settings) => changeAccount(settings, address, (each) => ({ ...each, isOwn: false }))),
        ),
      ];
    case buttons.remove:
      return [place, looksAfter(await update(wallet, (settings) => changeAccount(settings, address, () => null)))];
    case buttons.rename:
      return [
        { ...place, renaming: address as Address },
        { ...unchanged, fresh: [forms.rename] },
      ];
    case buttons.clear: {
      const isCleared = await clear(wallet);
      return isCleared === null
        ? [place, unchanged]
        : [place, { ...(isCleared ? anew : unchanged), note: { at: 'clear', said: isCleared ? 'cleared' : 'failed' } }];
    }
    case backButton:
      return [{ ...place, renaming: null }, anew];
    default:
      return undefined;
  }
}

async function submitForm(
  wallet: Wallet,
  { name, value }: Event,
  place: Place,
): Promise<readonly [Place, Looks] | undefined> {
  const settings = await wallet.readSettings();
  switch (name) {
    case forms.account:
      return [place, await submit(wallet, name, 'account', readAccount(value, settings))];
    case forms.rename: {
      const reading = readRenaming(value, place.renaming ?? '');
      const looks = await submit(wallet, name, 'account', reading);
      return ['faults' in reading ? place : { ...place, renaming: null }, looks];
    }
    case forms.choices: {
      const reading = await readChoices(value, settings, wallet.chainOfNode);
      return [place, await submit(wallet, name, 'choices', reading)];
    }
    default:
      return undefined;
  }
}

/**
 * Does what the person asks for in the settings.
 * @param openHome shows the home page in the interface that the settings were opened in.
 */
export async function handleSettingsInput(
  wallet: Wallet,
  id: string,
  event: Event,
  context: unknown,
  openHome: (wallet: Wallet, id: string) => Promise<void>,
): Promise<void> {
  const { isInHome, renaming } = isObject(context) ? context : {};
  const place: Place = {
    isInHome: isInHome === true,
    renaming: typeof renaming === 'string' ? (renaming as Address) : null,
  };
  if (event.type === 'ButtonClickEvent' && event.name === backButton && place.isInHome && place.renaming === null) {
    await openHome(wallet, id);
    return;
  }
  const next =
    event.type === 'FormSubmitEvent'
      ? await submitForm(wallet, event, place)
      : event.type === 'ButtonClickEvent'
        ? await press(wallet, event.name ?? '', place)
        : undefined;
  if (next) {
    await show(wallet, id, ...next);
  }
}
