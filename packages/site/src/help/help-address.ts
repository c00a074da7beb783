import type { HelpTopic } from './topics';

/** The address of the help, as links inside the site take it; at one of its topics. */
export const addressOfHelp = (topic?: HelpTopic): string => (topic === undefined ? '/help/' : `/help/#${topic}`);
