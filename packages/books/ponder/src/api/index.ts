/** The doors of the books: GraphQL, which Ponder makes of the tables, and REST. Both read only. */
import { db } from 'ponder:api';
import schema from 'ponder:schema';
import { graphql } from 'ponder';
import { Hono } from 'hono';
import { answerRest, notReady } from '../../../src/rest';
import { queries } from './queries';

const app = new Hono();
app.use('/graphql', async (context, next) => {
  const refusal = notReady(await queries.standing());
  return refusal ? context.json(JSON.parse(refusal.body), refusal.status as 503) : next();
});
app.use('/graphql', graphql({ db, schema }));
app.get('/*', async (context) => {
  const url = new URL(context.req.url);
  const { status, body } = await answerRest(queries, url.pathname, url.searchParams);
  return context.body(body, status, { 'content-type': 'application/json' });
});
export default app;
