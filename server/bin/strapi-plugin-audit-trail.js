#!/usr/bin/env node
'use strict';

const { services } = require('../../strapi-server').default;

void services
  .removal()
  .run(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  });
