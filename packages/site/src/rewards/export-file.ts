/** The writing of CSV lies in a file of its own, so that its parser is loaded only when somebody asks for it. */
export { exportText } from '@pooled-staking/core';
