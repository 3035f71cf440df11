'use strict';

const { failures } = require('../failures');

/** Answers with everything it was sent. */
const echo = (ctx) => {
  const { body, files } = ctx.request;
  const names = Object.values(files ?? {})
    .flat()
    .map(({ originalFilename }) => originalFilename);
  ctx.body = { received: body ?? null, query: ctx.query, params: ctx.params, names };
};

module.exports = () => ({
  ...failures,
  echo,
  echoText(ctx) {
    ctx.type = 'text';
    ctx.body = JSON.stringify(ctx.request.body ?? null);
  },
  guarded: echo,
});
