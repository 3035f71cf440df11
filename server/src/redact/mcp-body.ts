import type { GetModel, ListModels } from '../event';
import type { JudgeAttribute } from './attributes';
import * as facts from './facts';
import { createFilterShape } from './filter-shape';
import { formOnly, type ReadUnknown } from './form-only';
import { FILE_UID } from './own-types';
import type { SchemaShapes } from './schema-shape';
import type { Shape } from './shape';

interface Deps {
  getModel: GetModel;
  listModels: ListModels;
  judge: JudgeAttribute;
  shapes: SchemaShapes;
  /** Arguments of tools that Strapi does not provide. */
  unlisted: Shape;
  unknown: ReadUnknown;
}

const METHOD = facts.oneOf(
  ...['initialize', 'ping', 'tools/call', 'tools/list', 'resources/list', 'resources/read'],
  ...['prompts/list', 'prompts/get', 'notifications/initialized', 'notifications/cancelled']
);
const TOOL = /^(?:list|get|create|update|delete|publish|unpublish|discard|write)_(.+?)(?:_draft)?$/;
const MEDIA_TOOL =
  /^media_(?:list_assets|get_asset|update_asset|move_assets|delete_assets|list_folders|create_folder|rename_folder|move_folder|delete_folder)$/;

/** The rule for calls of Strapi's MCP server, where each tool names a content type. */
export function createMcpShapes(deps: Deps): Shape {
  const { listModels, shapes, unlisted, unknown } = deps;
  const filters = createFilterShape(deps);
  let types: ReadonlyMap<string, string> | undefined;

  /** The names of Strapi's tools: `api::article.article` is `article` in `create_article`. */
  function typeOf(tool: unknown): string | null {
    if (typeof tool !== 'string') return null;
    if (MEDIA_TOOL.test(tool)) return FILE_UID;
    types ??= new Map(listModels().map((uid) => [slugOf(uid), uid]));
    const slug = TOOL.exec(tool)?.[1];
    return slug === undefined ? null : (types.get(slug) ?? null);
  }

  function argumentsOf(uid: string): Shape {
    const row = shapes.row(uid);
    const known = new Map<string, Shape>([
      ...([['data', row]] as const),
      ...(['page', 'pageSize'] as const).map((name) => [name, facts.number] as const),
      ...(['dryRun', 'discardDraft'] as const).map((name) => [name, facts.flag] as const),
      ...([['filters', filters(uid)]] as const),
    ]);
    return { ...row, property: (name, value) => known.get(name) ?? row.property(name, value) };
  }

  const params: Shape = {
    ...formOnly,
    resolve(read) {
      const uid = typeOf(read('name'));
      const named = { ...formOnly, text: (text: string) => text };
      return {
        ...formOnly,
        property: (name, value) => {
          if (name === 'name' && uid !== null) return named;
          if (name !== 'arguments') return unknown(name, value);
          return uid === null ? unlisted : argumentsOf(uid);
        },
      };
    },
  };
  const version = facts.oneOf('2\\.0');
  return {
    ...formOnly,
    countsItems: undefined,
    property: (name, value) => {
      if (name === 'params') return params;
      if (name === 'method') return METHOD;
      return name === 'jsonrpc' ? version : unknown(name, value);
    },
  };
}

function slugOf(uid: string): string {
  const [namespace = '', model = ''] = uid.split('::');
  const parts = model.split('.').map((part) => part.toLowerCase());
  if (namespace !== 'api') return `${namespace.toLowerCase()}-${parts.join('_')}`;
  return parts[0] === parts[1] ? (parts[0] ?? '') : parts.join('_');
}
