/** The doors of the books: GraphQL, which Ponder makes of the tables, and REST. Both read only. */
import { db } from 'ponder:api';
import schema from 'ponder:schema';
import { graphql } from 'ponder';
import { Hono } from 'hono';
import { answerRest, isStill, notReady, tooFast } from '../../../src/rest';
import { queries } from './queries';

const app = new Hono();
app.use('/graphql', async (context, next) => {
  const standing = await queries.standing();
  const refusal = notReady(standing);
  if (refusal) {
    return context.json(JSON.parse(refusal.body), 503);
  }
  await next();
  if (!(await isStill(queries, standing))) {
    context.res = context.json(JSON.parse(tooFast.body), 503);
  }
});
app.use('/graphql', graphql({ db, schema }));
app.get('/*', async (context) => {
  const url = new URL(context.req.url);
  const { status, body } = await answerRest(queries, url.pathname, url.searchParams);
  return context.body(body, status, { 'content-type': 'application/json' });
});
export default app;
