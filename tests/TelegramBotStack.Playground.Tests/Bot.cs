using System.Text;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack;
using TelegramBotStack.Playground.Tests;

/// <summary>A bot that says everything a page has to show, of the shape that Scaffold makes: saved tests start it by its name.</summary>
public static class Bot
{
    public const string Formatted =
        "<b>bold <i>and italic</i></b> <u>underlined</u> <s>struck</s> <tg-spoiler>the butler</tg-spoiler> <code>1 &lt; 2</code>\n"
        + "<a href=\"https://example.org/\">a link</a> #tag @somebody /start\n"
        + "<blockquote>to be quoted</blockquote><pre><code class=\"language-csharp\">var x = 1;\nx++;</code></pre>";

    public const string Hostile = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>";

    public static BotApplication Create(string[] args)
    {
        var bot = BotApplication.CreateBuilder(args).UseMemoryStorage().UseCommandMenu().Build();

        bot.Command("start", context => context.ReplyAsync($"Hello, {context.User!.FirstName}! Tea or coffee?", Choices()), options => options.Describe("Begin"));
        bot.Command("colours", context => context.ReplyAsync("Which colour?", Colours()), options => options.Describe("Choose a colour"));
        bot.Command("formats", context => context.ReplyAsync(Formatted, parseMode: ParseMode.Html), options => options.Describe("All formats"));
        bot.Command("hostile", context => context.ReplyAsync(Hostile, new InlineKeyboardMarkup(
            [[InlineKeyboardButton.WithCallbackData(Hostile, "tea"), InlineKeyboardButton.WithUrl("Open", "javascript:document.title='pwned'")]])));
        bot.Command("photo", context => context.Bot.SendPhoto(context.Chat!, File("photo.png", Picture.Png()), "A square", cancellationToken: context.CancellationToken));
        bot.Command("document", context => context.Bot.SendDocument(
            context.Chat!, File("notes.txt", Encoding.UTF8.GetBytes("<h1>notes</h1>")), cancellationToken: context.CancellationToken));
        bot.Command("think", context => context.Bot.SendChatAction(context.Chat!, ChatAction.Typing, cancellationToken: context.CancellationToken));
        bot.Command("forget", async context =>
        {
            await context.Bot.DeleteMessage(context.Chat!, context.Update.Message!.Id, context.CancellationToken);
            await context.ReplyAsync("What was it?");
        });
        bot.On(UpdateType.CallbackQuery, PressedAsync);
        bot.On(UpdateType.EditedMessage, context => context.ReplyAsync($"Now it says: {context.Update.EditedMessage!.Text}"));
        bot.On(UpdateType.Message, context => context.ReplyAsync($"Got {context.Update.Message!.Document?.FileName ?? "a photo"}: {context.Update.Message.Caption}"));
        bot.Text(context => context.ReplyAsync($"You said: {context.Text}"));

        return bot;
    }

    private static async Task PressedAsync(UpdateContext context)
    {
        var press = context.Update.CallbackQuery!;
        if (press.Data == "coffee")
        {
            await context.Bot.AnswerCallbackQuery(press.Id, "There is no coffee left.", showAlert: true, cancellationToken: context.CancellationToken);
            return;
        }

        await context.Bot.EditMessageText(context.Chat!, press.Message!.Id, $"{press.From.FirstName} has {press.Data}.", replyMarkup: Choices(), cancellationToken: context.CancellationToken);
        await context.Bot.AnswerCallbackQuery(press.Id, "Coming!", cancellationToken: context.CancellationToken);
    }

    private static InlineKeyboardMarkup Choices() => new(
    [
        [InlineKeyboardButton.WithCallbackData("Tea", "tea"), InlineKeyboardButton.WithCallbackData("Coffee", "coffee")],
        [InlineKeyboardButton.WithUrl("What is tea?", "https://example.org/tea")],
    ]);

    private static ReplyKeyboardMarkup Colours() => new([["Red", "Green"], ["Neither"]]) { OneTimeKeyboard = true, InputFieldPlaceholder = "A colour" };

    private static InputFileStream File(string name, byte[] content) => InputFile.FromStream(new MemoryStream(content), name);
}
