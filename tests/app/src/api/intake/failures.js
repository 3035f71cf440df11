'use strict';

const { errors, validateYupSchema, yup, z } = require('@strapi/utils');

/** What was sent, as a careless message quotes it. */
const quote = ({ request, params, query }) => {
  const sent = typeof request.body === 'string' ? request.body : JSON.stringify(request.body ?? {});
  return `"${sent}" ${JSON.stringify(params)} ${JSON.stringify(query)}`;
};

const STRICT = { strict: true, abortEarly: false };
const strictSchema = yup.object({
  password: yup.string(),
  pin: yup.number().max(1),
  profile: yup.object({ code: yup.string().matches(/^never$/) }).noUnknown(),
  rows: yup.array(yup.object({ secret: yup.string().max(1) })).max(1),
});
const zodSchema = z.strictObject({ password: z.literal('never'), pin: z.number().max(1) });

const thrown = (error) => {
  throw error;
};

/** The ways in which an application's own code refuses what it was sent, each quoting it. */
exports.failures = {
  yup: ({ request }) => validateYupSchema(strictSchema, STRICT)(request.body),
  zod: ({ request }) =>
    thrown(new errors.ValidationError(z.prettifyError(zodSchema.safeParse(request.body).error))),
  zodRaw: ({ request }) => zodSchema.parse(request.body),
  validation: (ctx) =>
    thrown(
      new errors.ValidationError(`${quote(ctx)} is invalid`, {
        errors: [
          { path: ['password'], message: quote(ctx), name: 'oneOf', value: ctx.request.body },
        ],
        received: ctx.request.body,
      })
    ),
  application: (ctx) =>
    thrown(new errors.ApplicationError(quote(ctx), { received: ctx.request.body })),
  notFound: (ctx) => thrown(new errors.NotFoundError(`Nothing at ${quote(ctx)}`)),
  unauthorized: (ctx) => thrown(new errors.UnauthorizedError(`Not with ${quote(ctx)}`)),
  forbidden: (ctx) => thrown(new errors.ForbiddenError(`Not with ${quote(ctx)}`)),
  tooMany: (ctx) => thrown(new errors.RateLimitError(`Too often ${quote(ctx)}`)),
  plain: (ctx) => thrown(new Error(`Cannot use ${quote(ctx)}`)),
  named: (ctx) => thrown(Object.assign(new errors.ApplicationError('Named'), { name: quote(ctx) })),
  text: (ctx) => thrown(quote(ctx)),
  badRequest: (ctx) => ctx.badRequest(quote(ctx), { received: ctx.request.body }),
  conflict: (ctx) => ctx.conflict({ message: quote(ctx), received: ctx.request.body }),
  koa: (ctx) => ctx.throw(422, quote(ctx), { received: ctx.request.body }),
  assert: (ctx) => ctx.assert(false, 400, quote(ctx)),
  answeredText: (ctx) => Object.assign(ctx, { status: 400, body: quote(ctx) }),
  answeredBytes: (ctx) => Object.assign(ctx, { status: 400, body: Buffer.from(quote(ctx)) }),
  answeredJson: (ctx) =>
    Object.assign(ctx, { status: 409, body: { message: quote(ctx), received: ctx.request.body } }),
  answeredErrors: (ctx) =>
    Object.assign(ctx, {
      status: 400,
      body: {
        errors: [
          { message: quote(ctx), path: [quote(ctx)], extensions: { received: ctx.request.body } },
        ],
      },
    }),
};
