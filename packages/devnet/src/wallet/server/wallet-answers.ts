import { answerAsPlatform } from './platform-methods';
import type { WalletContext } from './session';
import type { AnswerSnap } from './snap-host';

/** The client of the platform's simulation, whose answers about itself are kept. */
const CLIENT_VERSION = '13.6.0-flask.0';

/** Answers to the Snap about the wallet itself. */
export function answersAboutWallet({ session, lock }: WalletContext): Record<string, AnswerSnap> {
  return {
    snap_getClientStatus: (params) =>
      answerAsPlatform('snap_getClientStatus', params, {
        getIsLocked: lock.isLocked,
        getIsActive: () => session.openTabs.size > 0,
        getVersion: () => CLIENT_VERSION,
      }),
    snap_getLocale: () => session.preferences.locale,
    snap_getPreferences: () => ({
      locale: session.preferences.locale,
      currency: session.preferences.currency,
      hideBalances: false,
      useSecurityAlerts: true,
      simulateOnChainActions: true,
      useTokenDetection: true,
      batchCheckBalances: true,
      displayNftMedia: true,
      useNftDetection: true,
      useExternalPricingData: true,
      showTestnets: true,
    }),
  };
}
