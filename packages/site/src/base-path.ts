/**
 * The path that the site lies under, without a slash at its end; empty at the top of its host. The pages of a build that was put
 * elsewhere say so in a script of their own (`place.mjs`); Gatsby's own code reads the same (`gatsby-node.mjs`).
 */
export const basePath = (globalThis as { stakingBase?: string }).stakingBase ?? '';

// Before anything asks for a further file of the bundle: this module is the first that is run.
__webpack_public_path__ = `${basePath}/`;
