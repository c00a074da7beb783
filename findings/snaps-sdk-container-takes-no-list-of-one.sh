#!/usr/bin/env bash
# @metamask/snaps-sdk 11.1.1: children of a Snap's components may be one element, a list of any length, nested lists, and
# null for what is not shown; Box, Section, Text and Dropdown take all of that. Container does not: its content alone is
# taken as one child, but refused as a list of that one, and refused beside a null, which is what a footer becomes that is
# shown only at times. The whole interface is refused with it. Seen: taken, refused, refused for Container; taken four times
# for Box. So content and footer have to be put together before, as one child or as two.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @metamask/snaps-sdk@11.1.1 @metamask/superstruct@3.2.1

cat > try.mjs <<'END'
import { Box, Button, Container, Footer, JSXElementStruct, Text } from '@metamask/snaps-sdk/jsx';
import { is } from '@metamask/superstruct';

const content = Box({ children: Text({ children: 'Content' }) });
const footer = Footer({ children: Button({ children: 'Continue' }) });
const says = (element) => (is(element, JSXElementStruct) ? 'taken' : 'refused');
const shapes = [content, [content, footer], [content], [content, null]];
console.log('Container', ...shapes.map((children) => says(Container({ children }))));
const inBox = [Text({ children: 'Content' }), [Text({ children: 'Content' })], [[Text({ children: 'Content' })]], [Text({ children: 'Content' }), null]];
console.log('Box', ...inBox.map((children) => says(Box({ children }))));
END
seen=$(node try.mjs)
echo "$seen"
diff <(echo "$seen") - <<'END'
Container taken taken refused refused
Box taken taken taken taken
END
