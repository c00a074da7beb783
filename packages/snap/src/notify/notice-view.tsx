import { Box, Copyable, Section, Text, type JSXElement } from '@metamask/snaps-sdk/jsx';
import type { SnapTranslator } from '@pooled-staking/texts/snap';
import { AddressRow, PlaceRows, TextRow } from '../ui/parts';
import { textOf, type Notice } from './notice';

/** The page behind a notification: what happened, to whom, and where. */
export function NoticePage(props: {
  notices: readonly Notice[];
  nameOf: (account: string) => string;
  texts: SnapTranslator;
}): JSXElement {
  const { notices, nameOf, texts } = props;
  const { t } = texts;
  return (
    <Box>
      {notices.map((notice) => {
        const { news } = notice;
        const account = 'account' in news ? news.account : null;
        return (
          <Section>
            <Text>{textOf(notice, account ? nameOf(account) : '', texts)}</Text>
            {news.kind === 'penalty' ? <Text color="alternative">{t('notice.penaltyText')}</Text> : null}
            {account ? <AddressRow label={t('account')} address={account} /> : null}
            {news.kind === 'upgraded' ? <AddressRow label={t('codeAddress')} address={news.implementation} /> : null}
            {'pool' in notice
              ? PlaceRows({ ...notice, t })
              : [
                  <Text fontWeight="medium">{t('vote.proposal')}</Text>,
                  <Copyable value={notice.news.proposal.title} />,
                  <TextRow label={t('vote.space')} text={notice.space.name} extra={notice.space.id} />,
                ]}
          </Section>
        );
      })}
    </Box>
  );
}
