import type { ReactNode } from 'react';

import type { SnapElement, SnapInterfaceView } from '../../protocol';
import { Children, SnapUiProvider } from './children';
import type { SnapComponent, SnapUiActions } from './children';
import { AccountSelector, Dropdown, RadioGroup, Selector } from './choices';
import { AddressInput, Button, Checkbox, DateTimePicker, Input } from './controls';
import { Field, Form } from './form';
import { elementsOf } from './given';
import { Banner, Box, CollapsibleSection, Container, Divider, Footer, Section, Spinner, Tooltip } from './layout';
import { Bold, Heading, Italic, Link, Text } from './text';
import { AccountAvatar, Address, Card, Copyable, Icon, Image, Row, Skeleton, Value } from './values';

const components: Readonly<Record<string, SnapComponent>> = {
  AccountSelector,
  Address,
  AddressInput,
  Avatar: AccountAvatar,
  Banner,
  Bold,
  Box,
  Button,
  Card,
  Checkbox,
  CollapsibleSection,
  Container,
  Copyable,
  DateTimePicker,
  Divider,
  Dropdown,
  Field,
  Footer,
  Form,
  Heading,
  Icon,
  Image,
  Input,
  Italic,
  Link,
  RadioGroup,
  Row,
  Section,
  Selector,
  Skeleton,
  Spinner,
  Text,
  Tooltip,
  Value,
};

type Props = {
  shown: SnapInterfaceView;
  actions: SnapUiActions;
  /** A component that is not known here throws {@link UnknownComponentError}; without it an error block names it. */
  isStrict?: boolean;
};

/** An interface of the Snap, out of the components that it is made of. */
export function SnapInterface({ shown, actions, isStrict = false }: Props): ReactNode {
  return (
    <div className="snap-ui" data-interface={shown.id} key={shown.id}>
      <SnapUiProvider value={{ shown, components, isStrict, actions }}>
        <Children of={shown.content} />
      </SnapUiProvider>
    </div>
  );
}

/** Takes the buttons of the footer apart, which a dialog places itself. */
export function splitFooter(content: SnapElement): { body: SnapElement; buttons: readonly SnapElement[] } {
  const children = content.type === 'Container' ? elementsOf(content.props['children']) : [];
  const footer = children.find(({ type }) => type === 'Footer');
  if (!footer) {
    return { body: content, buttons: [] };
  }
  const others = children.filter((child) => child !== footer);
  return {
    body: { ...content, props: { ...content.props, children: others } },
    buttons: elementsOf(footer.props['children']),
  };
}
