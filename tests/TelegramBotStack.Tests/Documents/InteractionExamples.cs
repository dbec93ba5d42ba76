using System.Text.RegularExpressions;
using Telegram.Bot.Types.ReplyMarkups;

namespace TelegramBotStack.Tests.Documents;

/// <summary>The code of docs/interaction.md and docs/conversations.md, as it stands there.</summary>
public static class InteractionExamples
{
    public static void Buttons(BotApplication bot)
    {
        var vote = new CallbackRoute<int>("vote");
        bot.Command("poll", context => context.ReplyAsync("Tea?", new InlineKeyboardMarkup(vote.Button("Yes", 1), vote.Button("No", 0))));
        bot.Callback(vote, (context, choice) => context.AnswerAsync($"You chose {choice}."));
    }

    public static void Arguments(BotApplication bot)
    {
        bot.Command<TimeSpan, string>("remind", (context, after, text) => context.ReplyAsync($"In {after.TotalMinutes} min: {text}"));
    }

    public static void DeepLinks(BotApplication bot)
    {
        bot.Command("invite", context => context.ReplyAsync($"{context.DeepLink("ref", $"{context.User!.Id}")}"));
        bot.DeepLink("ref", (context, payload) => context.ReplyAsync($"You were invited by {payload}."));
    }

    public static void Limits(BotApplication bot)
    {
        bot.Command("weather", [RateLimit(3, perSeconds: 60)] (context) => context.ReplyAsync("sunny"));
        bot.Command("report", context => context.ReplyAsync("…"), options => options.RateLimit(1, TimeSpan.FromHours(1), RateLimitScope.Chat));
    }

    public static void Failures(BotApplication bot)
    {
        bot.Error((context, exception) => context.ReplyAsync("Sorry, that went wrong."));
    }

    public static void Menus(BotApplication bot, ISettings settings)
    {
        var languages = new Menu("language", "Which language?") { Columns = 2 }
            .Button("English", context => settings.SetLanguageAsync(context, "en"))
            .Button("Русский", context => settings.SetLanguageAsync(context, "ru"));
        var menu = new Menu("settings", "Settings")
            .Toggle("Notifications", settings.AreNotificationsOnAsync, settings.SetNotificationsAsync)
            .Submenu("Language", languages)
            .List("notes", settings.NotesAsync, note => note.Id, note => note.Title, settings.ShowNoteAsync)
            .Confirm("Delete all", "Really delete everything?", settings.DeleteAllAsync)
            .Button("Close", context => context.CloseMenuAsync());
        bot.Menu(menu);
        bot.Command("settings", context => context.ShowMenuAsync(menu));
    }

    public static void Sessions(string[] args)
    {
        var bot = BotApplication.CreateBuilder(args).UseSessions<Cart>().Build();
        bot.Command("add", async context =>
        {
            var cart = await context.SessionAsync<Cart>();
            cart.Value.Items.Add(context.ArgumentText);
            await context.ReplyAsync($"{cart.Value.Items.Count} in your cart.");
        });
    }

    public static void Files(BotApplication bot)
    {
        bot.Command("prices", context => context.ReplyDocumentAsync("prices.pdf", "Our prices"));
        bot.Handlers.When("document", context => context.Update.Message?.Document is not null, async context =>
        {
            using var content = new MemoryStream();
            await context.DownloadAsync(context.Update.Message!.Document!.FileId, content, maximumBytes: 1_000_000);
            await context.ReplyAsync($"{content.Length} bytes");
        });
    }

    public static void Conversations(string[] args, IShop shop)
    {
        var builder = BotApplication.CreateBuilder(args).UseConversations();
        var bot = builder.Build();
        bot.Conversation("order", async talk =>
        {
            var name = await talk.AskAsync("Your name?");
            var count = await talk.AskAsync<int>("How many?", count => count is > 0 and <= 10);
            var size = await talk.ChooseAsync("Which size?", ["Small", "Large"]);
            if (await talk.ConfirmAsync($"{count} {size} for {name}?"))
            {
                var number = await talk.OnceAsync(() => shop.OrderAsync(name, count, size));
                await talk.ReplyAsync($"Your order has the number {number}.");
            }
        });
        bot.Command("order", context => context.EnterAsync("order"));
    }

    public interface ISettings
    {
        Task SetLanguageAsync(UpdateContext context, string language);

        Task<bool> AreNotificationsOnAsync(UpdateContext context);

        Task SetNotificationsAsync(UpdateContext context, bool isOn);

        Task<IReadOnlyList<Note>> NotesAsync(UpdateContext context);

        Task ShowNoteAsync(UpdateContext context, string id);

        Task DeleteAllAsync(UpdateContext context);
    }

    public interface IShop
    {
        Task<int> OrderAsync(string name, int count, string size);
    }

    public sealed record Note(string Id, string Title);

    public sealed class Cart
    {
        public List<string> Items { get; init; } = [];
    }
}

public sealed partial class InteractionExamplesTests
{
    [Theory]
    [InlineData("interaction.md")]
    [InlineData("conversations.md")]
    public void The_code_in_the_documents_is_code_that_compiles(string document)
    {
        var sources = Sources();
        var examples = Plain(File.ReadAllText(Path.Combine(sources, "tests/TelegramBotStack.Tests/Documents/InteractionExamples.cs")));

        var blocks = BlockPattern().Matches(File.ReadAllText(Path.Combine(sources, "docs", document))).Select(match => match.Groups[1].Value).ToArray();

        blocks.ShouldNotBeEmpty();
        blocks.ShouldAllBe(block => examples.Contains(Plain(block), StringComparison.Ordinal));
    }

    private static string Plain(string code) => SpacePattern().Replace(code, " ").Trim();

    private static string Sources()
    {
        var directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "TelegramBotStack.sln")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        Assert.SkipWhen(directory is null, "The sources are not there.");
        return directory!;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpacePattern();
}
