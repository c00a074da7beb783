import { useRef } from 'react';
import type { ReactNode } from 'react';

import type { DialogApproval } from '../../protocol';
import { SnapInterface, splitFooter } from '../snap-ui/interface';
import { Buttons, Frame } from './frame';
import type { QuestionProps } from './frame';

type Words = { approve?: string; refuse?: string };

/** The wallet's own buttons beside those of the Snap. */
function ownButtons(type: DialogApproval['dialogType'], buttonsOfSnap: number): Words {
  switch (type) {
    case 'alert':
      return { approve: 'OK' };
    case 'confirmation':
      return { approve: 'Approve', refuse: 'Refuse' };
    case 'prompt':
      return { approve: 'Submit', refuse: 'Cancel' };
    case 'custom':
      // The Snap closes these itself, by its own buttons; with fewer than two, ours complete them.
      return buttonsOfSnap === 0
        ? { approve: 'OK', refuse: 'Cancel' }
        : buttonsOfSnap === 1
          ? { refuse: 'Cancel' }
          : {};
  }
}

/** A dialog of the Snap. */
export function DialogQuestion({ approval, wallet, actions }: QuestionProps<DialogApproval>): ReactNode {
  const { dialogType, shown, placeholder } = approval;
  const prompt = useRef<HTMLInputElement>(null);
  const { body, buttons } = dialogType === 'custom' ? splitFooter(shown.content) : { body: shown.content, buttons: [] };
  const approve = () => {
    actions.approve(approval, { value: prompt.current?.value });
  };
  return (
    <Frame
      approval={approval}
      wallet={wallet}
      title={approval.snapName}
      from="installed Snap"
      buttons={
        <Buttons
          {...ownButtons(dialogType, buttons.length)}
          onApprove={approve}
          onRefuse={() => {
            actions.refuse(approval);
          }}
        >
          {buttons.map((button, index) => (
            <SnapInterface key={index} shown={{ ...shown, content: button }} actions={actions} />
          ))}
        </Buttons>
      }
    >
      <SnapInterface key={shown.id} shown={{ ...shown, content: body }} actions={actions} />
      {dialogType === 'prompt' ? (
        <input
          ref={prompt}
          className="input"
          type="text"
          defaultValue=""
          placeholder={placeholder ?? undefined}
          aria-label={placeholder ?? 'Your answer'}
          data-testid="dev-wallet-prompt"
          autoComplete="off"
          onKeyDown={({ key }) => {
            if (key === 'Enter') {
              approve();
            }
          }}
        />
      ) : null}
    </Frame>
  );
}
