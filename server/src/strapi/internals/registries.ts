import type { Core } from '@strapi/types';
import { runInside } from '../../record/context';
import { localProviders } from '../journal-guard/transfer-entries';
import { hasMethods, OLDEST, type Internal } from './internal';

/** A registry of Strapi's container. */
const registry = (strapi: Core.Strapi, name: string): unknown =>
  (strapi as unknown as { get(name: string): unknown }).get(name);

const hook = (strapi: Core.Strapi, name: string): unknown =>
  (strapi as unknown as { hook(name: string): unknown }).hook(name);

const BUILDER_SERVICES = ['content-types', 'components', 'schema'];

/** The contents of Strapi's container: services, controllers, modules, and its document service. */
export const registryInternals: readonly Internal[] = [
  {
    name: 'documents.use(): uid, action and params',
    since: OLDEST,
    lost: 'Publishing, unpublishing, discarding and duplicating appear as plain updates.',
    probe: (strapi) => seesActions(strapi),
  },
  {
    name: "get('services'): get() and extend()",
    since: OLDEST,
    lost: 'Files, background mails and the Content-Type Builder are not seen.',
    probe: (strapi) => hasMethods(registry(strapi, 'services'), 'get', 'extend'),
  },
  {
    name: "get('controllers'): get(), keys() and extend()",
    since: OLDEST,
    lost: 'Sign-ins over GraphQL and remote transfers are not told from other work.',
    probe: (strapi) => hasMethods(registry(strapi, 'controllers'), 'get', 'keys', 'extend'),
  },
  {
    name: "service('admin::api-token-admin').authenticateAdminToken()",
    since: '5.54.0',
    lost: 'What an MCP client does is recorded without the admin token that it used.',
    isPresent: (strapi) =>
      (registry(strapi, 'services') as { keys(): string[] })
        .keys()
        .includes('admin::api-token-admin'),
    probe: (strapi) =>
      hasMethods(strapi.service('admin::api-token-admin' as never), 'authenticateAdminToken'),
  },
  {
    name: "controller('admin::transfer'): runner-push and runner-pull",
    since: OLDEST,
    lost: 'Rows that a push from another system brings are recorded one by one.',
    probe: (strapi) =>
      hasMethods(strapi.controller('admin::transfer' as never), 'runner-push', 'runner-pull'),
  },
  {
    name: 'local providers of @strapi/data-transfer: bootstrap() and close()',
    since: OLDEST,
    lost: 'Rows that an import brings are recorded one by one.',
    probe: (strapi) =>
      localProviders(strapi).every((provider) => hasMethods(provider, 'bootstrap', 'close')),
  },
  {
    name: "get('modules').getAll(): bootstrap()",
    since: OLDEST,
    lost: 'What plugins write in their bootstrap() is not recorded.',
    probe(strapi) {
      const modules = registry(strapi, 'modules') as { getAll(): Record<string, unknown> };
      const all = Object.values(modules.getAll());
      return all.length > 0 && all.every((module) => hasMethods(module, 'bootstrap'));
    },
  },
  {
    name: "hook('strapi::content-types.beforeSync') and afterSync",
    since: OLDEST,
    lost: 'What a deployment does to content types and their rows is not recorded.',
    probe: (strapi) =>
      ['beforeSync', 'afterSync'].every((name) =>
        hasMethods(hook(strapi, `strapi::content-types.${name}`), 'call')
      ),
  },
  {
    name: 'cron.add() and remove()',
    since: OLDEST,
    lost: 'Retention does not run, and what cron tasks do is not told as theirs.',
    probe: ({ cron }) => hasMethods(cron, 'add', 'remove'),
  },
  {
    name: 'eventHub.subscribe() and emit()',
    since: OLDEST,
    lost: 'Changes of content types in the Content-Type Builder are not recorded.',
    probe: ({ eventHub }) => hasMethods(eventHub, 'subscribe', 'emit'),
  },
  {
    name: "service('admin::permission').actionProvider",
    since: OLDEST,
    lost: 'Nobody but Super Admins can be given the permission to read the log.',
    probe: (strapi) =>
      hasMethods(
        (strapi.service('admin::permission') as { actionProvider?: object }).actionProvider,
        'registerMany'
      ),
  },
  {
    name: "plugin('upload').service('provider'): upload() and replace()",
    since: OLDEST,
    plugin: 'upload',
    lost: 'That the content of a file was replaced is not recorded.',
    probe: (strapi) => hasMethods(strapi.plugin('upload').service('provider'), 'upload', 'replace'),
  },
  {
    name: "plugin('i18n').service('locales').getDefaultLocale()",
    since: OLDEST,
    plugin: 'i18n',
    lost: 'Values that locales share may be told with a value from before a write beside theirs.',
    probe: (strapi) => hasMethods(strapi.plugin('i18n').service('locales'), 'getDefaultLocale'),
  },
  {
    name: 'services of the Content-Type Builder',
    since: OLDEST,
    plugin: 'content-type-builder',
    lost: 'The Content-Type Builder may change the type of the log; the next start refuses that.',
    probe: (strapi) =>
      BUILDER_SERVICES.every((name) =>
        Boolean(strapi.plugin('content-type-builder').service(name))
      ),
  },
  {
    name: "plugin('graphql').service('extension') and 'plugin::graphql.apolloServer'",
    since: OLDEST,
    plugin: 'graphql',
    lost: 'Refused GraphQL operations are not recorded, and the log may stand in the schema.',
    probe: (strapi) =>
      hasMethods(strapi.plugin('graphql').service('extension'), 'shadowCRUD') &&
      strapi.config.get<{ plugins?: unknown[] }>('plugin::graphql.apolloServer', {}).plugins
        ?.length !== undefined,
  },
];

interface DocumentContext {
  uid: unknown;
  action: unknown;
  params: unknown;
}

/** A read of one document, through the middleware that notes the running action. */
async function seesActions(strapi: Core.Strapi): Promise<boolean> {
  const uid = 'plugin::i18n.locale' in strapi.contentTypes ? 'plugin::i18n.locale' : 'admin::role';
  const seen: DocumentContext[] = [];
  await runInside({ seen: (context) => seen.push(context as DocumentContext) }, () =>
    strapi.documents(uid as never).count({})
  );
  const [context] = seen;
  return context?.uid === uid && context.action === 'count' && typeof context.params === 'object';
}
