import { endUserAccessPaths } from './end-user-access.paths';
import { endUserAdministrationPaths } from './end-user-administration.paths';
import { endUserGraphqlPaths } from './end-user-graphql.paths';
import { describePaths } from './path';

// GraphQL first: one of the other paths signs in until Strapi refuses to listen any more.
describePaths(
  'end users',
  [...endUserGraphqlPaths, ...endUserAccessPaths, ...endUserAdministrationPaths],
  { oauth: true, graphql: true }
);
