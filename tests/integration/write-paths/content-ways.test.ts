import { codePaths } from './code.paths';
import { graphqlPaths } from './graphql.paths';
import { mcpPaths } from './mcp.paths';
import { describePaths } from './path';
import { queryLayerPaths } from './query-layer.paths';

describePaths(
  'content by every other way',
  [...graphqlPaths, ...mcpPaths, ...codePaths, ...queryLayerPaths],
  { graphql: true }
);
