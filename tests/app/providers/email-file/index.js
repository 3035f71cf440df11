'use strict';

const { randomUUID } = require('node:crypto');
const { mkdir, rename, writeFile } = require('node:fs/promises');
const { join, resolve } = require('node:path');

/** Writes each mail as one JSON file, named so that the names sort by time, into `directory`. */
module.exports = {
  init({ directory }, settings) {
    const folder = resolve(directory);
    return {
      async send(options) {
        const mail = { from: settings.defaultFrom, replyTo: settings.defaultReplyTo, ...options };
        const file = join(folder, `${Date.now()}-${randomUUID()}.json`);
        await mkdir(folder, { recursive: true });
        // A reader must never see half a mail.
        await writeFile(`${file}.part`, JSON.stringify(mail, null, 2));
        await rename(`${file}.part`, file);
      },
    };
  },
};
