// The echo bot of test_clients.py, in grammY. The address of the Bot API and a token come as arguments.
import { Bot, InlineKeyboard, InputFile } from "grammy";

const [apiRoot, token] = process.argv.slice(2);
const bot = new Bot(token, { client: { apiRoot } });
const keyboard = new InlineKeyboard().text("Ya", "ya");

bot.hears("berkas", (ctx) => ctx.replyWithDocument(new InputFile(Buffer.from("isi"), "isi.txt")));
bot.on("message:text", async (ctx) => {
  if (ctx.message.text === "rusak") {
    await ctx.reply("<b>", { parse_mode: "HTML" }).catch((error) => ctx.reply(`${error.error_code} ${error.description}`));
    return;
  }
  await ctx.reply(`<b>${ctx.message.text}</b>`, { parse_mode: "HTML", reply_markup: keyboard });
});
bot.on("callback_query:data", async (ctx) => {
  await ctx.answerCallbackQuery({ text: "baik", show_alert: true });
  await ctx.editMessageText("ditekan");
});
bot.on("inline_query", (ctx) =>
  ctx.answerInlineQuery([
    { type: "article", id: "1", title: "Judul", input_message_content: { message_text: "isi" } },
  ]),
);
process.once("SIGTERM", () => bot.stop());
await bot.start();
