#!/usr/bin/env bash
# @open-rpc/schema-utils-js 2.2.1: MethodCallValidator checks the params that a method names, and looks at no other. With
# `paramStructure: by-name` a misspelt optional param ("limt") therefore passes as a valid call, and the page gets a default
# that it did not want. A document cannot forbid it: its params have no place for additionalProperties, so a server has to
# refuse unknown names itself. Seen: no errors for the misspelt name, one error for a wrong value of the right name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @open-rpc/schema-utils-js@2.2.1

cat > try.mjs <<'END'
import { MethodCallValidator, parseOpenRPCDocument } from '@open-rpc/schema-utils-js';

const document = await parseOpenRPCDocument({
  openrpc: '1.3.2',
  info: { title: 'Rewards', version: '1.0.0' },
  methods: [
    {
      name: 'viewRewards',
      paramStructure: 'by-name',
      params: [
        { name: 'account', required: true, schema: { type: 'string' } },
        { name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 200 } },
      ],
      result: { name: 'rewards', schema: { type: 'string' } },
    },
  ],
});
const validator = new MethodCallValidator(document);
console.log(validator.validate('viewRewards', { account: 'a', limit: 5 }).length);
console.log(validator.validate('viewRewards', { account: 'a', limit: 500 }).length);
console.log(validator.validate('viewRewards', { account: 'a', limt: 500 }).length);
END
cat > expected.txt <<'END'
0
1
0
END
node try.mjs > seen.txt
diff expected.txt seen.txt
echo "As written down: openrpc-validator-passes-a-misspelt-name"
