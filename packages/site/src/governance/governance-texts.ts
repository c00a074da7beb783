/** What the page says in English; imported by the page before all that says it. */
import governance from '@pooled-staking/texts/areas/governance';
import votes from '@pooled-staking/texts/areas/votes';
import { addTexts } from '../texts/texts';

addTexts(governance);
addTexts(votes);
