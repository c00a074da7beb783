/** What the page says in English, with what it shares with the pages about pools; imported by the page before all that says it. */
import sequencers from '@pooled-staking/texts/areas/sequencers';
import '../pool-pages/pool-texts';
import { addTexts } from '../texts/texts';

addTexts(sequencers);
