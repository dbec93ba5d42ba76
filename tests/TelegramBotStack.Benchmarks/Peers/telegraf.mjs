// Telegraf as its documentation has it. It handles a batch at once and keeps no order within a chat.
import http from "node:http";
import { Telegraf } from "telegraf";
import { message } from "telegraf/filters";

const bot = new Telegraf(process.env.BOT_TOKEN, {
  telegram: { apiRoot: process.env.BOT_API_URL, agent: new http.Agent({ keepAlive: true }) },
});
bot.on(message("text"), (ctx) => ctx.reply(ctx.message.text));
bot.launch();
