/** Words for people belong into `packages/texts`; those of errors are for developers, and names are names in any language. */
const selectors = [
  'JSXText[value=/[a-z]{2}/]',
  'JSXAttribute[name.name=/^(alt|aria-label|basis|eyebrow|label|legend|placeholder|title)$/] > Literal[value=/[A-Za-z]{2}/]',
  "Literal[value=/^[A-Z][A-Za-z']*,? .*[a-z]/]:not(NewExpression[callee.name=/Error$/] > Literal, CallExpression[callee.type='Super'] > Literal, Property[key.name='name'] > Literal)",
  'TemplateElement[value.raw=/(^|[.:;?!] )[A-Z][a-z]+ [a-z]/]:not(NewExpression[callee.name=/Error$/] TemplateElement, CallExpression[callee.type="Super"] TemplateElement)',
];

module.exports = {
  'no-restricted-syntax': [
    'error',
    ...selectors.map((selector) => ({ selector, message: 'What a person reads comes from packages/texts: t(name).' })),
  ],
};
