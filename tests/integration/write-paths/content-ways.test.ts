import { codePaths } from './code.paths';
import { graphqlPaths } from './graphql.paths';
import { mcpPaths } from './mcp.paths';
import { describePaths } from './path';

describePaths('content by every other way', [...graphqlPaths, ...mcpPaths, ...codePaths]);
