import type { Core } from '@strapi/types';
import type { Choices } from './choose';
import type { Call, Perform } from './deeds';
import { TRANSFER_TOKEN, WEBHOOK } from './tables';

const END_USER = 'plugin::users-permissions.user';
const END_USER_ROLE = 'plugin::users-permissions.role';
const [ADMIN_USER, ADMIN_ROLE, TOKEN] = ['admin::user', 'admin::role', 'admin::api-token'];
const LOCALE = 'plugin::i18n.locale';

/** Accounts, roles, tokens, webhooks, locales and settings. */
export function administrationDeeds(
  strapi: Core.Strapi,
  choices: Choices,
  call: Call
): Record<string, Perform> {
  const own = async (uid: string, pick: number, where: object) => choices.one(uid, pick, where);
  // The first accounts and roles are Strapi's, and the tests need them.
  const admin = (pick: number) => own(ADMIN_USER, pick, { email: { $startsWith: 'replay-' } });
  const role = (uid: string, pick: number) => own(uid, pick, { name: { $startsWith: 'Replay' } });
  const endUser = (pick: number) => own(END_USER, pick, { email: { $startsWith: 'replay-' } });
  const token = (pick: number) => own(TOKEN, pick, { name: { $startsWith: 'Replay' } });

  return {
    async 'end-user.create'({ pick }) {
      if ((await choices.all(END_USER)).length >= 5) return;
      const name = `replay-${pick}`;
      const roleRow = await own(END_USER_ROLE, pick, {});
      await strapi
        .documents(END_USER as never)
        .create({
          data: {
            ...{
              username: name,
              email: `${name}@example.com`,
              provider: 'local',
              password: 'Passw0rd!',
            },
            confirmed: true,
            role: roleRow?.id,
          } as never,
        });
    },
    async 'end-user.update'({ pick, other, flag }) {
      const user = await endUser(pick);
      const roleRow = await own(END_USER_ROLE, other, {});
      if (!user) return;
      const data = { blocked: flag, role: roleRow!.id };
      if (other % 2) await strapi.db.query(END_USER).update({ where: { id: user.id }, data });
      else
        await strapi
          .documents(END_USER as never)
          .update({ documentId: user.documentId, data: { blocked: flag } as never });
    },
    async 'end-user.delete'({ pick }) {
      const user = await endUser(pick);
      if (user) await strapi.db.query(END_USER).delete({ where: { id: user.id } });
    },
    async 'end-user-role.save'({ pick, other, flag }) {
      const there = await role(END_USER_ROLE, pick);
      const actions = { find: { enabled: flag }, findOne: { enabled: other % 2 === 0 } };
      const permissions = { 'api::article': { controllers: { article: actions } } };
      const body = { name: `Replay ${pick}`, description: `Description ${other % 3}`, permissions };
      if (!there) await call('POST', '/users-permissions/roles', body);
      else await call('PUT', `/users-permissions/roles/${there.id}`, body);
    },
    async 'end-user-role.delete'({ pick }) {
      const there = await role(END_USER_ROLE, pick);
      if (there) await call('DELETE', `/users-permissions/roles/${there.id}`);
    },
    async 'admin-user.create'({ pick }) {
      if ((await choices.all(ADMIN_USER)).length >= 5) return;
      const roleRow = await own(ADMIN_ROLE, pick, {});
      await call('POST', '/admin/users', {
        ...{ firstname: `Replay ${pick}`, email: `replay-${pick}@example.com` },
        roles: [roleRow!.id],
      });
    },
    async 'admin-user.update'({ pick, other, flag }) {
      const user = await admin(pick);
      const roleRow = await own(ADMIN_ROLE, other, {});
      if (!user) return;
      const body = flag ? { firstname: `Renamed ${other % 3}` } : { roles: [roleRow!.id] };
      await call('PUT', `/admin/users/${user.id}`, body);
    },
    async 'admin-user.delete'({ pick }) {
      const user = await admin(pick);
      if (user) await call('DELETE', `/admin/users/${user.id}`);
    },
    async 'admin-role.save'({ pick, other, flag }) {
      const there = await role(ADMIN_ROLE, pick);
      const body = { name: `Replay ${pick}`, description: `Description ${other % 3}` };
      if (!there) await call('POST', '/admin/roles', body);
      else if (flag) await call('PUT', `/admin/roles/${there.id}`, body);
      else
        await call('PUT', `/admin/roles/${there.id}/permissions`, {
          permissions: ['create', 'read', 'publish']
            .slice(other % 3)
            .map((action) => ({
              action:
                action === 'publish'
                  ? 'plugin::content-manager.explorer.publish'
                  : `plugin::content-manager.explorer.${action}`,
              subject: 'api::article.article',
              properties:
                action === 'publish' ? { locales: ['en'] } : { fields: ['title'], locales: ['en'] },
              conditions: [],
            })),
        });
    },
    async 'admin-role.delete'({ pick }) {
      const there = await role(ADMIN_ROLE, pick);
      if (there) await call('DELETE', `/admin/roles/${there.id}`);
    },
    async 'token.create'({ pick, flag }) {
      if ((await choices.all(TOKEN)).length >= 4) return;
      await call('POST', '/admin/api-tokens', {
        ...{ name: `Replay ${pick}`, description: '', lifespan: null },
        ...(flag
          ? { type: 'read-only' }
          : { type: 'custom', permissions: ['api::article.article.find'] }),
      });
    },
    async 'token.update'({ pick, other }) {
      const there = await token(pick);
      if (!there) return;
      await call('PUT', `/admin/api-tokens/${there.id}`, {
        ...{ name: `Replay ${other}`, description: `Description ${other % 3}`, type: there.type },
        ...(there.type === 'custom' && {
          permissions: ['api::article.article.find', 'api::article.article.create'].slice(
            other % 2
          ),
        }),
      });
    },
    async 'token.delete'({ pick }) {
      const there = await token(pick);
      if (there) await call('DELETE', `/admin/api-tokens/${there.id}`);
    },
    async 'transfer-token.create'({ pick, flag }) {
      if ((await choices.all(TRANSFER_TOKEN)).length >= 3) return;
      await call('POST', '/admin/transfer/tokens', {
        ...{ name: `Replay ${pick}`, description: '', lifespan: null },
        permissions: flag ? ['push'] : ['push', 'pull'],
      });
    },
    async 'transfer-token.update'({ pick, other, flag }) {
      const there = await choices.one(TRANSFER_TOKEN, pick);
      if (!there) return;
      await call('PUT', `/admin/transfer/tokens/${there.id}`, {
        ...{ name: `Replay ${other}`, description: `Description ${other % 3}` },
        permissions: [['push'], ['pull'], ['push', 'pull']][other % 3],
        ...(flag && { name: there.name }),
      });
    },
    async 'transfer-token.delete'({ pick }) {
      const there = await choices.one(TRANSFER_TOKEN, pick);
      if (there) await call('DELETE', `/admin/transfer/tokens/${there.id}`);
    },
    async 'webhook.save'({ pick, other, flag }) {
      const there = await choices.one(WEBHOOK, pick);
      const named = {
        name: `Webhook ${other}`,
        url: `http://${other % 3}.example.com/in`,
        headers: {},
      };
      if (!there) await call('POST', '/admin/webhooks', { ...named, events: [] });
      else {
        const events = flag ? ['entry.create'] : ['entry.update', 'entry.delete'];
        // Disabled: nothing answers at that address.
        await call('PUT', `/admin/webhooks/${there.id}`, { ...named, events, isEnabled: false });
      }
    },
    async 'webhook.delete'({ pick }) {
      const there = await choices.one(WEBHOOK, pick);
      if (there) await call('DELETE', `/admin/webhooks/${there.id}`);
    },
    async 'locale.save'({ other, flag }) {
      const [there] = await choices.all(LOCALE, { code: 'fr' });
      if (!there) {
        await call('POST', '/i18n/locales', { code: 'fr', name: 'French', isDefault: false });
      } else if (flag) {
        await call('PUT', `/i18n/locales/${there.id}`, {
          name: `French ${other}`,
          isDefault: false,
        });
      } else await call('DELETE', `/i18n/locales/${there.id}`);
    },
    async 'settings.save'({ flag, other }) {
      await call('PUT', '/upload/settings', {
        sizeOptimization: flag,
        autoOrientation: other % 2 === 0,
        responsiveDimensions: true,
      });
    },
  };
}
