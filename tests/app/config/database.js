'use strict';

/** `mysql://user:password@host:port/name` as knex wants it: mysql2 takes no URL beside options. */
const fromUrl = (url) => ({
  host: url.hostname,
  port: Number(url.port || 3306),
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
  database: url.pathname.slice(1),
});

/** e.g. "sort_buffer_size = 32768", for every connection of the pool and for no other. */
const setUpSession = (assignments) => (connection, done) => {
  connection.query(`SET SESSION ${assignments}`, (error) => done(error, connection));
};

const connections = {
  sqlite: (env) => ({
    connection: { filename: env('DATABASE_FILENAME', '.tmp/data.db') },
    useNullAsDefault: true,
  }),
  postgres: (env) => ({
    connection: {
      connectionString: env('DATABASE_URL'),
      // As the project that Strapi generates has it.
      schema: env('DATABASE_SCHEMA', 'public'),
    },
    pool: { min: 0, max: env.int('DATABASE_POOL_MAX', 10) },
  }),
  mysql: (env) => ({
    connection: fromUrl(new URL(env('DATABASE_URL'))),
    pool: {
      min: 0,
      max: env.int('DATABASE_POOL_MAX', 10),
      ...(env('DATABASE_SESSION') && { afterCreate: setUpSession(env('DATABASE_SESSION')) }),
    },
  }),
};

module.exports = ({ env }) => {
  const client = env('DATABASE_CLIENT', 'sqlite');
  return { connection: { client, ...connections[client](env) } };
};
