import { expect, it } from '@jest/globals';
import { axisNumber } from './number-axis';

it.each([
  [0, 0.05, '0'],
  [0.05, 0.05, '0.05'],
  [0.1, 0.05, '0.10'],
  [-0.002, 0.001, '−0.002'],
  [1200, 200, '1,200'],
  [0.3, 0.1, '0.3'],
])('axis number %p in steps of %p is %s', (value, step, text) => {
  expect(axisNumber(value, step)).toBe(text);
});
