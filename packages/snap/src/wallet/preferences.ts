import type { SnapRequest } from './state';

/** How the person wants to read numbers and dates. */
export type Preferences = {
  /** BCP 47, such as `en` or `pt-BR`. */
  readonly locale: string;
  /** ISO 4217 in upper case; the wallet may also have a coin here, for which there is no price. */
  readonly currency: string;
  readonly showsTestnets: boolean;
};

export const defaultPreferences: Preferences = { locale: 'en', currency: 'USD', showsTestnets: false };

/** A locale that `Intl` takes; wallets write it with an underscore at times. */
function parseLocale(locale: unknown): string {
  try {
    return Intl.getCanonicalLocales(String(locale).replace('_', '-'))[0] ?? defaultPreferences.locale;
  } catch {
    return defaultPreferences.locale;
  }
}

/**
 * The wallet's preferences; without the permission for all of them, the language alone, which every Snap is told.
 * @throws as the wallet does.
 */
async function askWallet(request: SnapRequest): Promise<Record<string, unknown>> {
  try {
    return (await request({ method: 'snap_getPreferences' })) as Record<string, unknown>;
  } catch {
    return { locale: await request({ method: 'snap_getLocale' }) };
  }
}

/** Reads the wallet's preferences; whatever is missing or odd becomes the default. */
export async function readPreferences(request: SnapRequest): Promise<Preferences> {
  try {
    const { locale, currency, showTestnets } = await askWallet(request);
    return {
      locale: typeof locale === 'string' ? parseLocale(locale) : defaultPreferences.locale,
      currency:
        typeof currency === 'string' && /^[A-Za-z]{3}$/u.test(currency)
          ? currency.toUpperCase()
          : defaultPreferences.currency,
      showsTestnets: showTestnets === true,
    };
  } catch {
    return defaultPreferences;
  }
}
