// The echo bot of test_clients.py, in Telegraf. The address of the Bot API and a token come as arguments.
import { Markup, Telegraf } from "telegraf";

const [apiRoot, token] = process.argv.slice(2);
const bot = new Telegraf(token, { telegram: { apiRoot } });
const keyboard = Markup.inlineKeyboard([Markup.button.callback("Ya", "ya")]);

bot.hears("berkas", (ctx) => ctx.replyWithDocument({ source: Buffer.from("isi"), filename: "isi.txt" }));
bot.on("text", async (ctx) => {
  if (ctx.message.text === "rusak") {
    await ctx.reply("<b>", { parse_mode: "HTML" }).catch((error) => ctx.reply(`${error.code} ${error.description}`));
    return;
  }
  await ctx.reply(`<b>${ctx.message.text}</b>`, { parse_mode: "HTML", ...keyboard });
});
bot.on("callback_query", async (ctx) => {
  await ctx.answerCbQuery("baik", { show_alert: true });
  await ctx.editMessageText("ditekan");
});
bot.on("inline_query", (ctx) =>
  ctx.answerInlineQuery([
    { type: "article", id: "1", title: "Judul", input_message_content: { message_text: "isi" } },
  ]),
);
process.once("SIGTERM", () => bot.stop("SIGTERM"));
await bot.launch();
