#!/usr/bin/env bash
# gatsby 5.16.1: a build gives each TypeScript file of a site to Babel twice for the browser and twice for the pages' HTML, a JavaScript
# file once for each. Its webpack rule for scripts takes ".ts" and ".tsx" along (dist/utils/webpack-utils.js), and the plugin that it
# brings for TypeScript (gatsby-plugin-typescript) adds a second rule for these: both apply, and the loader runs in each. Nothing
# breaks, since the second run meets plain JavaScript; it costs time (a third of the build of this project's site), and a Babel plugin
# of one's own sees types in one run and none in the other. Seen: 4 runs for the TypeScript file, 2 for the other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Its own sharp, 0.32, is fetched from outside of the registry.
echo '{ "name": "site", "version": "1.0.0", "private": true, "overrides": { "sharp": "0.33.5" } }' > package.json
npm install --silent --no-audit --no-fund gatsby@5.16.1 react@18.3.1 react-dom@18.3.1

mkdir -p src/pages
cat > counting.cjs <<'END'
const { appendFileSync } = require('node:fs');
const { basename } = require('node:path');

// A plugin of Babel that notes each file that it is given.
module.exports = () => ({
  visitor: {},
  pre: ({ opts }) => appendFileSync(`${__dirname}/seen.txt`, `${basename(opts.filename)}\n`),
});
END
cat > gatsby-node.js <<'END'
exports.onCreateBabelConfig = ({ actions }) => actions.setBabelPlugin({ name: require.resolve('./counting.cjs') });
END
echo "export const typed: string = 'one';" > src/typed.ts
echo "export const plain = 'other';" > src/plain.js
cat > src/pages/index.js <<'END'
import * as React from 'react';
import { plain } from '../plain';
import { typed } from '../typed';

export default function Page() {
  return React.createElement('p', null, typed, plain);
}
END
GATSBY_TELEMETRY_DISABLED=1 CI=true npx gatsby build > build.txt 2>&1 || { cat build.txt; exit 1; }
cat > expected.txt <<'END'
      2 plain.js
      4 typed.ts
END
grep -E '^(typed|plain)\.' seen.txt | sort | uniq -c > counted.txt
diff expected.txt counted.txt
echo "As written down: gatsby-compiles-typescript-twice"
