import { ok, SUPER_ADMIN } from '../../helpers/actors';
import type { App } from '../../helpers/boot-app';

/** On a project without administrators, where no world of people can be made. */
export const firstAdministratorPaths = [
  {
    path: 'register as the first administrator',
    act: (app: App) => ok(app.request.post('/admin/register-admin').send(SUPER_ADMIN)),
    events: () => ['user.register | admin-panel | admin-user Ada Admin | admin::user "Ada Admin"'],
    changes: ['blocked', 'email', 'firstname', 'isActive', 'lastname', 'password', 'roles'],
  },
];
