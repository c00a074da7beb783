import { describe, expect, it } from '@jest/globals';
import { Address, Banner, Bold, Box, Button, Copyable, Row, Section, Text, Value } from '@metamask/snaps-sdk/jsx';
import { linesOf } from './plain-lines';

describe('an interface as plain lines', () => {
  it('keeps what a person reads, in its order, a row as one line', () => {
    const address = `0x${'ab'.repeat(20)}` as const;
    const content = (
      <Box>
        <Banner title="Take care" severity="danger">
          <Text>Somebody else gets it.</Text>
        </Banner>
        {null}
        <Section>
          <Row label="Receiver">
            <Address address={address} />
          </Row>
          <Row label="Network fee">
            <Value value="0.1 ETH" extra="$200" />
          </Row>
          <Row label="Pool">
            <Value value="Local Pool" extra="" />
          </Row>
          <Copyable value="**no markup**" />
        </Section>
        <Text>
          One line of <Bold>several</Bold> parts.
        </Text>
        <Button name="check-again">Check again</Button>
      </Box>
    );
    expect(linesOf(content)).toEqual([
      'Take care',
      'Somebody else gets it.',
      `Receiver: ${address}`,
      'Network fee: 0.1 ETH ($200)',
      'Pool: Local Pool',
      '**no markup**',
      'One line of several parts.',
    ]);
  });

  it('is empty for nothing', () => {
    expect([null, undefined, 5, true, 'loose'].flatMap(linesOf)).toEqual([]);
  });
});
