import { STATUS_CODES } from 'node:http';

/*
 * Messages that Strapi answers with and that quote nothing: literals in the MIT part of its
 * packages, version 5.54, reviewed one by one. Of other errors, name and rule are kept. The
 * messages of HTTP statuses ("Not Found") are Node's.
 */
const CONSTANTS: Readonly<Record<string, readonly string[]>> = {
  // @strapi/utils: dist/errors.js (an error's text if it is given no message), dist/*.js
  utils: [
    ...['An application error occurred', 'ValidationError', 'Invalid pagination'],
    ...['Entity not found', 'Forbidden access', 'Unauthorized', 'Entity too large'],
    ...['Too many requests, please try again later.', 'Policy Failed'],
    ...['This feature is not implemented yet', 'Invalid sort query', 'Field cannot be empty'],
    'Cannot use both page & offset pagination in the same query',
    'The filters parameter must be an object or an array',
    'Invalid fields parameter. Expected a string or an array of strings',
    "Invalid nested populate. Expected '*' or an object",
    'Invalid time format, expected HH:mm:ss.SSS',
    'Invalid format, expected an ISO compatible date',
    'Invalid format, expected a timestamp or an ISO date',
    'Invalid boolean input. Expected "t","1","true","false","0","f"',
  ],
  // @strapi/core: services/auth, middlewares/body, core-api, document-service, entity-validator
  core: [
    ...['Missing or invalid credentials', 'FileTooBig', 'Validation failed: Model not found'],
    ...['Missing "data" payload in the request body', 'Entry must be an object'],
    ...['Entry must be an object or an array of objects', 'Create requires data attribute'],
    ...['Cannot delete a draft document', 'Invalid attribute type', "Invalid params: 'lookup'"],
    ...['This attribute must be unique', 'Method not allowed', 'Authentication required'],
  ],
  // @strapi/admin: controllers, services/{user,role,auth,api-token,transfer}, strategies, passport
  admin: [
    ...['Invalid credentials', 'User not active', 'Missing credentials', 'Invalid password'],
    ...['Email already taken', 'User does not exist', 'User not found', 'Session not found'],
    ...['A user with this email address already exists', 'You cannot delete your own user'],
    ...['Invalid registrationToken', 'Invalid registration info', 'Missing refresh token'],
    ...['Invalid refresh token', 'Name already taken', 'API Token not found', 'Token not found'],
    ...['webhook.notFound', 'ids must be an array of id', 'role.notFound', 'apiToken.notFound'],
    ...['owner.notFound', 'Transfer token not found', "Super admin can't be edited."],
    ...["Super admin permissions can't be edited.", 'Type is not allowed for admin tokens'],
    ...['Permissions are not allowed for admin tokens', 'Token expired'],
    ...['adminUserOwner requires an authenticated admin user', 'adminUserOwner is required'],
    ...['adminUserOwner must match the authenticated admin user'],
    ...['adminUserOwner must reference an existing admin user', 'Token owner not found'],
    ...['adminUserOwner cannot be changed on update', 'kind is immutable after creation'],
    ...['Non-custom tokens should not reference permissions', 'Token owner is deactivated'],
    ...['Missing permissions attribute for custom token', 'Token owner no longer exists'],
    ...['Legacy tokens cannot carry admin permissions'],
    ...['Legacy tokens cannot have an admin user owner'],
    ...['Admin tokens cannot carry a legacy type (custom/read-only/full-access)'],
    ...['Admin tokens cannot carry legacy content-API permissions'],
    ...['lifespan must be a positive number or null', 'The provided token id does not exist'],
    ...['Creating an admin token requires an authenticated admin user'],
    ...['You cannot register a new super admin', 'You cannot delete the super admin role'],
    ...['You must have at least one user with super admin role.'],
    ...['Some roles are still assigned to some users'],
    ...['This reset password token has expired'],
  ],
  // @strapi/content-manager: controllers
  'content-manager': [
    ...['Document not found', 'Document not found or already published.'],
    ...['ContentType not found', 'contentType.notFound', 'component.notFound'],
  ],
  // @strapi/content-type-builder: controllers, services
  'content-type-builder': [
    ...['Invalid content type kind', 'Invalid model type', 'Schema update is already in progress.'],
    ...['category not found', 'component.invalidUID', 'component.alreadyExists'],
    ...['component.edit.alreadyExists', 'Invalid schema edition', 'contentType.invalidUID'],
    ...['contentType.alreadyExists'],
  ],
  // @strapi/i18n: controllers
  i18n: [
    ...["This locale doesn't exist", 'This locale already exists', 'locale.notFound'],
    ...['Cannot delete the default locale', 'Locale not found', 'Unknown locale supplied'],
  ],
  // @strapi/upload: controllers, services/upload, utils/mime-validation
  upload: [
    ...['File id is required', 'Cannot replace a file with multiple ones', 'Files are empty'],
    ...['URLs are required', 'Maximum 20 URLs allowed per request', 'folder not found'],
    ...['file.notFound', 'File id is required and must be a single value'],
    ...['File name contains invalid characters', 'File is not a valid image'],
    ...['MIME type is not allowed', 'Cannot verify file type for security reasons'],
  ],
  // @strapi/email: controllers/email
  email: ['No recipient(s) are given', 'Connection verification failed'],
  // @strapi/plugin-users-permissions: controllers, services, graphql, utils/oauth-connect
  'users-permissions': [
    ...['Invalid identifier or password', 'Your account email is not confirmed'],
    ...['Your account has been blocked by an administrator', 'This provider is disabled'],
    ...['OAuth authentication requires a completed provider session', 'Role not found'],
    ...['You must be authenticated to reset your password', 'Passwords do not match'],
    ...['The provided current password is invalid', 'Incorrect code provided'],
    ...['Your new password must be different than your current password'],
    ...['Missing authentication', 'Invalid callback URL provided', 'Invalid token'],
    ...['Register action is currently disabled', 'Impossible to find the default role'],
    ...['Email or Username are already taken', 'Error sending confirmation email'],
    ...['Already confirmed', 'User blocked', 'No access_token.', 'Email was not available.'],
    ...['Register action is actually not available.', 'Email is already taken.'],
    ...['Username already taken', 'password.notNull', 'Request body cannot be empty'],
    ...['Invalid template', 'Password must be less than 73 bytes', 'Password validation failed.'],
    ...['Cannot delete public role', 'Invalid token.', 'Authentication requested'],
    ...['OAuth1 token mismatch', 'OAuth2 missing code parameter', 'OAuth2 state mismatch'],
    ...['OAuth connect requires session middleware', 'Unknown OAuth provider'],
    ...['Provider callback URL is not configured', 'The callback is not a valid URL'],
    ...["Forbidden callback provided: origins don't match. Please verify your config."],
    ...["Forbidden callback provided: pathname don't match. Please verify your config."],
    ...['The provided token is not valid', 'There was an error verifying the token'],
  ],
};

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.values(CONSTANTS).flat(),
  ...Object.values(STATUS_CODES).filter((text) => text !== undefined),
]);

/** True for a message that is the same whatever was sent. */
export const isConstantMessage = (message: unknown): message is string =>
  typeof message === 'string' && KNOWN.has(message);
