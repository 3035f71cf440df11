import type { StrapiApp } from '@strapi/strapi/admin';
import { ClockCounterClockwise } from '@strapi/icons';

import { ActivityPanel } from './injections/ActivityPanel';
import { PLUGIN_ID, READ_PERMISSION } from './pluginId';
import { settingsPlace } from './settings-link';
import { prefixMessages, translationId } from './wording/translation';

// Everything but the names of the doors is loaded behind them: this file is part of every page.

type App = Pick<StrapiApp, 'addSettingsLink' | 'registerPlugin' | 'getPlugin' | 'widgets'>;

const place = () => settingsPlace(window.strapi.features.isEnabled('audit-logs'));

export default {
  register(app: Pick<App, 'addSettingsLink' | 'registerPlugin' | 'widgets'>) {
    const { to, label, defaultLabel } = place();

    app.addSettingsLink('global', {
      id: PLUGIN_ID,
      to,
      intlLabel: { id: translationId(label), defaultMessage: defaultLabel },
      permissions: [READ_PERMISSION],
      Component: () => import('./pages/AuditLogsPage'),
    });
    app.widgets.register({
      id: 'latest-activity',
      pluginId: PLUGIN_ID,
      icon: ClockCounterClockwise,
      title: { id: translationId('widget.title'), defaultMessage: 'Latest activity' },
      link: {
        label: { id: translationId('widget.link'), defaultMessage: 'All audit logs' },
        href: `/settings/${to}`,
      },
      permissions: [{ action: READ_PERMISSION.action }],
      component: async () => (await import('./injections/LatestActivity')).default,
    });
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
  },

  bootstrap(app: Pick<App, 'getPlugin'>) {
    const contentManager = app.getPlugin('content-manager').apis as {
      addEditViewSidePanel(panels: unknown[]): void;
    };
    contentManager.addEditViewSidePanel([ActivityPanel]);
  },

  /** The names of the doors, in the locales the panel is configured with. */
  registerTrads({ locales }: { locales: string[] }) {
    return Promise.all(
      locales.map(async (locale) => {
        try {
          const { default: messages } = (await import(`./shell-messages/${locale}.json`)) as {
            default: Record<string, string>;
          };
          return { data: prefixMessages(messages), locale };
        } catch {
          return { data: {}, locale };
        }
      })
    );
  },
};
