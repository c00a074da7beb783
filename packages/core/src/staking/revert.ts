export type { RevertReason } from '../problems';
