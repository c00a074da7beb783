/** What the page says in English; imported by the page before all that says it. */
import help from '@pooled-staking/texts/areas/help';
import { addTexts } from '../texts/texts';

addTexts(help);
